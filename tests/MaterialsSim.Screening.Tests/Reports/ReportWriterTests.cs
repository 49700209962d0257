using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Reports;
using MaterialsSim.Screening.Summaries;
using MaterialsSim.Screening.Tests.Ranking;
using MaterialsSim.Screening.Tests.Results;

namespace MaterialsSim.Screening.Tests.Reports;

public class ReportWriterTests
{
    private static readonly BatchFailure Failure = new("KernelFailed", "exit 1", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_files_of_a_small_run_hold_every_candidate_and_nothing_else()
    {
        const string Input = """
            {"id":"a","properties":{"formula":"Si, \"x\"","group":227}}
            {"id":"=b","properties":{"formula":"C"}}
            {"id":"c","properties":{"formula":"C","group":194}}
            {"id":"d","properties":{"formula":"NaCl"}}
            {"id":"e","properties":{"formula":"He"}}
            {"id":"f","properties":{"formula":"Ne"}}

            """;
        const string Output = """
            {"units":{"hardness":"GPa","note":"-"}}
            {"id":"a","properties":{"hardness":{"value":20,"uncertainty":0.5},"density":2.3,"debye":640,"note":"ok"}}
            {"id":"=b","properties":{"hardness":90,"density":3.5,"debye":2e3,"structure":{"sites":[1]}}}
            {"id":"c","properties":{"hardness":50,"density":2.2,"debye":400,"note":"-x\n+y"}}
            {"id":"d","properties":{"hardness":10,"density":2.1,"debye":100}}
            {"id":"e","status":"OutOfModel","message":"gas"}
            {"id":"f","properties":{"hardness":NaN,"density":1,"debye":400}}

            """;
        var files = await ReportAsync([(Input, Output)], failed: ["g", "@h"]);

        Assert.Equal(
            """"
            id,formula,group,hardness,hardness_uncertainty,density,debye,note,score,state,reason,message
            a,"Si, ""x""",227,20,0.5,2.3,640,ok,0.392428337407,Succeeded,,
            '=b,C,,90,,3.5,2e3,,0.764852927039,Succeeded,,
            c,C,194,50,,2.2,400,"'-x
            +y",0.62449979984,Succeeded,,
            d,NaCl,,10,,2.1,100,,,Infeasible,,
            e,He,,,,,,,,Unranked,OutOfModel,gas
            f,Ne,,NaN,,1,400,,,Failed,NotFinite,Property 'hardness' of the result is not a finite number.
            g,,,,,,,,,Failed,KernelFailed,exit 1
            '@h,,,,,,,,,Failed,KernelFailed,exit 1

            """",
            files.Results.Replace("\r\n", "\n"));
        Assert.Equal(files.Results.Count(c => c == '\r'), files.Results.Split("\r\n").Length - 1);
        Assert.Equal(
            """"
            id,reason,message
            f,NotFinite,Property 'hardness' of the result is not a finite number.
            g,KernelFailed,exit 1
            '@h,KernelFailed,exit 1

            """",
            files.Failed.Replace("\r\n", "\n"));
        Assert.Equal(
            """"
            rank,id,formula,group,hardness [GPa],density,score
            1,'=b,C,,90,3.5,0.764852927039
            2,a,"Si, ""x""",227,20,2.3,0.392428337407

            """",
            files.Best.Replace("\r\n", "\n"));
        Assert.Equal(
            """"
            id,formula,group,hardness [GPa],density,score
            '=b,C,,90,3.5,0.764852927039
            c,C,194,50,2.2,0.62449979984

            """",
            files.Front.Replace("\r\n", "\n"));
        Assert.Equal(Expected("report.json"), files.Report);
    }

    [Fact]
    public async Task The_cut_into_batches_changes_no_byte_but_the_number_of_batches()
    {
        const int seed = 12;
        var lines = Enumerable.Range(0, 500).Select(number => Summaries.RandomCandidates.Lines(new Random(seed + number), number)).ToList();
        ReportFiles? first = null;
        foreach (var size in new[] { 500, 7, 1 })
        {
            var batches = lines.Chunk(size).Select(chunk => (string.Concat(chunk.Select(line => line.Input)), string.Concat(chunk.Select(line => line.Output)))).ToList();
            var files = await ReportAsync(batches, failed: [], batches: 1);
            first ??= files;
            Assert.Equal(first, files);
        }

        Assert.Equal(501, first!.Results.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Statistics_are_those_of_the_definition_where_naive_sums_cancel()
    {
        var ids = Enumerable.Range(0, 1_000).Select(i => $"m{i:D3}").ToArray();
        var values = ids.Select((_, i) => 1e9 + i).ToArray();
        var output = string.Concat(ids.Select((id, i) => $$$"""{"id":"{{{id}}}","properties":{"x":{{{values[i]:R}}},"text":"t"}}""" + "\n"));
        var files = await ReportAsync([(Batches.Input(ids), output)], failed: [], ranking: Rankings.ByValue());
        var property = Assert.Single(JsonDocument.Parse(files.Report).RootElement.GetProperty("properties").EnumerateArray());
        Assert.Equal(1_000, property.GetProperty("count").GetInt32());
        Assert.Equal(values.Average(), property.GetProperty("mean").GetDouble(), 1e-5);
        Assert.Equal(Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / 999), property.GetProperty("standardDeviation").GetDouble(), 1e-6);
        Assert.Equal((1e9, 1e9 + 999), (property.GetProperty("min").GetDouble(), property.GetProperty("max").GetDouble()));
    }

    [Fact]
    public async Task A_large_front_is_cut_in_its_file_and_counted_whole_in_the_report()
    {
        var ids = Enumerable.Range(0, 10_001).Select(i => $"m{i:D5}").ToArray();
        var output = string.Concat(ids.Select((id, i) => $$$"""{"id":"{{{id}}}","properties":{"hardness":{{{i}}},"density":{{{i}}},"debye":400}}""" + "\n"));
        var files = await ReportAsync([(Batches.Input(ids), output)], failed: []);
        Assert.Equal(10_001, files.Front.Split("\r\n").Length - 1);
        var front = JsonDocument.Parse(files.Report).RootElement.GetProperty("paretoFront");
        Assert.Equal((10_001, 1_000), (front.GetProperty("size").GetInt32(), front.GetProperty("ids").GetArrayLength()));
    }

    [Fact]
    public async Task Results_that_are_not_the_plans_are_refused()
    {
        var ranking = Rankings.ByValue();
        var (rows, summary) = await Batches.PublishAsync(Batches.Input("a", "b"), "");
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows, "\"a\"\n\"c\"\n", summary));
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows, "\"a\"\n", summary));
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows, "\"a\"\n\"b\"\n\"c\"\n", summary));
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows, "\"a\"\ngarbage\n", summary));
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows, "\"a\"\n\"b\"\n", summary with { Candidates = 3 }));
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows[..^1], "\"a\"\n\"b\"\n", summary));
        await Assert.ThrowsAsync<InvalidDataException>(() => FeedAsync(rows.Replace("\"error\"", "\"terror\""), "\"a\"\n\"b\"\n", summary));
        await FeedAsync(rows, "\"a\"\n\"b\"\n", summary);
        await FeedAsync(rows, "\"\\u0061\"\n\"b\"", summary);

        async Task FeedAsync(string results, string ids, Summary merged)
        {
            var writer = new ReportWriter(new ReportContext(ranking, merged, 1, 0, 0), Utf8(ids), Stream.Null, Stream.Null);
            await writer.AddResultsAsync(Utf8(results), Token);
            await writer.CompleteAsync(Token);
        }
    }

    private static async Task<ReportFiles> ReportAsync(
        List<(string Input, string Output)> parts, string[] failed, RankingSpec? ranking = null, int? batches = null)
    {
        ranking ??= Rankings.HardAndLight;
        var merged = new SummaryBuilder(ranking);
        var results = new List<string>();
        var ids = new StringBuilder();
        foreach (var (input, output) in parts)
        {
            var (rows, summary) = await Batches.PublishAsync(input, output, ranking);
            results.Add(rows);
            merged.Add(summary);
            foreach (var line in input.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                ids.Append(JsonDocument.Parse(line).RootElement.GetProperty("id").GetRawText()).Append('\n');
            }
        }

        foreach (var id in failed)
        {
            ids.Append($"\"{id}\"\n");
        }

        merged.Add(Summary.ForFailedBatch(failed.Length, Failure, ranking));
        var context = new ReportContext(ranking, merged.Build(), batches ?? parts.Count + 1, failed.Length > 0 ? 1 : 0, 3);
        using MemoryStream all = new(), bad = new(), best = new(), front = new(), report = new();
        var writer = new ReportWriter(context, Utf8(ids.ToString()), all, bad);
        foreach (var rows in results)
        {
            await writer.AddResultsAsync(Utf8(rows), Token);
        }

        await writer.AddFailedBatchAsync(failed.Length, Failure, Token);
        await writer.CompleteAsync(Token);
        await writer.WriteBestAsync(best, Token);
        await writer.WriteFrontAsync(front, Token);
        await writer.WriteReportAsync(report, Token);
        return new ReportFiles(Text(all), Text(bad), Text(best), Text(front), Text(report));
    }

    private static string Expected(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", "Expected", name));

    private static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    private sealed record ReportFiles(string Results, string Failed, string Best, string Front, string Report);
}
