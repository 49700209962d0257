using System.Globalization;
using System.Text;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Reports;

/// <summary><c>best.csv</c> and <c>front.csv</c>: an entry a record, with its reported inputs, the value of each objective and its score.</summary>
internal static class EntryTable
{
    public static async Task WriteAsync(Stream stream, RankingSpec ranking, IEnumerable<SummaryEntry> entries, bool ranked, CancellationToken cancellationToken)
    {
        var csv = new CsvWriter(stream);
        WriteHeader(csv, ranking, ranked);
        var rank = 0;
        foreach (var entry in entries)
        {
            rank++;
            if (ranked)
            {
                csv.Plain(Encoding.ASCII.GetBytes(rank.ToString(CultureInfo.InvariantCulture)));
            }

            WriteEntry(csv, ranking, entry);
            if (csv.IsFull)
            {
                await csv.FlushAsync(cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static void WriteHeader(CsvWriter csv, RankingSpec ranking, bool ranked)
    {
        if (ranked)
        {
            csv.Text("rank");
        }

        csv.Text("id");
        var outputs = ranking.Objectives.Select(objective => objective.Property).ToHashSet(StringComparer.Ordinal);
        foreach (var name in ranking.Report)
        {
            csv.Text(outputs.Contains(name) ? "input." + name : name);
        }

        foreach (var objective in ranking.Objectives)
        {
            csv.Text(objective.Unit is { Length: > 0 } unit ? $"{objective.Property} [{unit}]" : objective.Property);
        }

        csv.Text("score");
        csv.EndRecord();
    }

    private static void WriteEntry(CsvWriter csv, RankingSpec ranking, SummaryEntry entry)
    {
        csv.Text(entry.Id);
        foreach (var name in ranking.Report)
        {
            csv.Text(entry.Report.GetValueOrDefault(name));
        }

        foreach (var value in entry.Values)
        {
            csv.Number(value);
        }

        csv.Number(entry.Score);
        csv.EndRecord();
    }
}
