using System.Text.Encodings.Web;
using System.Text.Json;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Reports;

/// <summary>
/// <c>report.json</c>: what was asked, how it ended, the best, the front, failures and statistics. It tells nothing of times, attempts, backends or names,
/// so that a disturbed run gives the same bytes as an undisturbed one.
/// </summary>
internal static class ReportJson
{
    private const int Version = 1;
    private const int MaxFrontIds = 1_000;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(
        Stream stream, ReportContext context, IReadOnlyList<SummaryEntry> best, IReadOnlyList<SummaryEntry> front,
        IEnumerable<PropertyStatistics> statistics, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        WriteCounts(json, context);
        WriteObjectives(json, context);
        WriteConstraints(json, context.Ranking);
        WriteBest(json, context.Ranking, best);
        json.WriteStartObject("paretoFront");
        json.WriteNumber("size", front.Count);
        json.WriteStartArray("ids");
        foreach (var entry in front.Take(MaxFrontIds))
        {
            json.WriteStringValue(entry.Id);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        WriteFailures(json, context.Summary);
        WriteStatistics(json, statistics);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static void WriteCounts(Utf8JsonWriter json, ReportContext context)
    {
        json.WriteStartObject("candidates");
        json.WriteNumber("total", context.Summary.Candidates);
        json.WriteNumber("succeeded", context.Summary.Succeeded);
        json.WriteNumber("infeasible", context.Summary.Infeasible);
        json.WriteNumber("unranked", context.Summary.Unranked);
        json.WriteNumber("failed", context.Summary.Failed);
        json.WriteNumber("filteredOut", context.FilteredOut);
        json.WriteEndObject();
        json.WriteStartObject("batches");
        json.WriteNumber("total", context.Batches);
        json.WriteNumber("failed", context.FailedBatches);
        json.WriteEndObject();
    }

    private static void WriteObjectives(Utf8JsonWriter json, ReportContext context)
    {
        json.WriteStartArray("objectives");
        for (var i = 0; i < context.Ranking.Objectives.Count; i++)
        {
            var objective = context.Ranking.Objectives[i];
            json.WriteStartObject();
            json.WriteString("property", objective.Property);
            if (objective.Unit is { Length: > 0 } unit)
            {
                json.WriteString("unit", unit);
            }

            json.WriteString("goal", objective.Goal.ToString());
            WriteNumber(json, "target", objective.Target);
            json.WriteString("scale", objective.Scale.ToString());
            WriteNumber(json, "low", objective.Low);
            WriteNumber(json, "high", objective.High);
            json.WriteNumber("weight", objective.Weight);
            json.WriteNumber("zeros", context.Summary.Zeros[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConstraints(Utf8JsonWriter json, RankingSpec ranking)
    {
        json.WriteStartArray("constraints");
        foreach (var constraint in ranking.Constraints)
        {
            json.WriteStartObject();
            json.WriteString("property", constraint.Property);
            WriteNumber(json, "min", constraint.Min);
            WriteNumber(json, "max", constraint.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (ranking.DistinctBy is { } key)
        {
            json.WriteString("distinctBy", key);
        }
    }

    private static void WriteBest(Utf8JsonWriter json, RankingSpec ranking, IReadOnlyList<SummaryEntry> best)
    {
        json.WriteStartArray("best");
        for (var i = 0; i < best.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("rank", i + 1);
            json.WriteString("id", best[i].Id);
            json.WriteStartObject("inputs");
            foreach (var name in ranking.Report.Where(best[i].Report.ContainsKey))
            {
                json.WriteString(name, best[i].Report[name]);
            }

            json.WriteEndObject();
            json.WriteStartObject("properties");
            for (var j = 0; j < ranking.Objectives.Count; j++)
            {
                json.WriteNumber(ranking.Objectives[j].Property, best[i].Values[j]);
            }

            json.WriteEndObject();
            json.WriteNumber("score", best[i].Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFailures(Utf8JsonWriter json, Summary summary)
    {
        json.WriteStartArray("failures");
        foreach (var failure in summary.Failures)
        {
            json.WriteStartObject();
            json.WriteString("reason", failure.Reason);
            json.WriteNumber("count", failure.Count);
            json.WriteStartObject("example");
            if (failure.ExampleId is not null)
            {
                json.WriteString("id", failure.ExampleId);
            }

            json.WriteString("message", failure.ExampleMessage ?? "");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("anomalies");
        foreach (var anomaly in summary.Anomalies)
        {
            json.WriteStartObject();
            json.WriteString("kind", anomaly.Kind);
            json.WriteNumber("count", anomaly.Count);
            json.WriteString("example", anomaly.Example);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStatistics(Utf8JsonWriter json, IEnumerable<PropertyStatistics> statistics)
    {
        json.WriteStartArray("properties");
        foreach (var property in statistics.Where(property => property.Count > 0))
        {
            json.WriteStartObject();
            json.WriteString("name", property.Name);
            if (property.Unit is not null)
            {
                json.WriteString("unit", property.Unit);
            }

            if (property.UnitsDiffer)
            {
                json.WriteBoolean("unitsDiffer", true);
            }

            json.WriteNumber("count", property.Count);
            WriteRounded(json, "mean", property.Mean);
            WriteRounded(json, "standardDeviation", property.StandardDeviation);
            WriteNumber(json, "min", property.Min);
            WriteNumber(json, "max", property.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // JSON has no word for what overflowed, or for the deviation of a single value.
    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteRounded(Utf8JsonWriter json, string name, double number) =>
        WriteNumber(json, name, double.IsFinite(number) ? Significant.Round12(number) : number);
}
