using System.Text.Json;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Tests.Aggregation;

public sealed class StatusSizeTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("\"quotes\" and \u0001 control \U0001F9EA")]
    public void However_long_and_strange_the_texts_progress_stays_within_its_bytes(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 60));
        var ranking = new RankingSpec
        {
            Objectives = [.. Enumerable.Range(0, 8).Select(i => new Objective { Property = $"{i}{text}", Goal = Goal.Maximize, Low = 0, High = 1 })],
            TopK = 20,
        };
        var entries = Enumerable.Range(0, 20).Select(i => new SummaryEntry
        {
            Id = $"{i:D2}{text}",
            Score = 1 - (i / 100.0),
            Mean = 0.123456789012,
            Coordinates = [.. Enumerable.Repeat(1.0, 8)],
            Values = [.. Enumerable.Repeat(0.12345678901234567, 8)],
            Report = new Dictionary<string, string> { ["formula"] = text, ["a"] = text, ["b"] = text },
        }).ToList();
        var builder = new SummaryBuilder(ranking);
        builder.Add(new Summary
        {
            Candidates = 60,
            Succeeded = 20,
            Failed = 40,
            Zeros = new long[8],
            Best = entries,
            Front = [.. entries.OrderBy(e => e.Id, StringComparer.Ordinal)],
            Failures = [.. Enumerable.Range(0, 40).Select(i => new FailureCount($"Reason{i:D2}", 1, text, text))],
        });
        var ledger = new CommitLedger(ranking, 1);
        ledger.Add(0, BatchOutcome.Succeeded, builder.Build());
        var status = new SimulationCampaignStatus();

        ProgressReport.Apply(status, ledger, Plan(), ranking, running: 3);

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(status, JsonSerializerOptions.Web).Length, 1_000, 7_000);
        Assert.NotEmpty(status.Best!);
        Assert.Equal(20, status.ParetoFront!.Size);
    }

    private static Plan Plan() => new()
    {
        CampaignUid = "u",
        Run = 1,
        Request = new PlanRequest { CampaignUid = "u", Run = 1, Uri = "run:dataset.jsonl", Format = DatasetFormat.JsonLines },
        Objects = [],
        Inputs = [],
        Candidates = 60,
        Batches = 1,
        BatchSize = 60,
        BatchesSha256 = "",
        IdsSha256 = "",
    };
}
