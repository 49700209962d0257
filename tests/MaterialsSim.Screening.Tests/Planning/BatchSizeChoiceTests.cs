using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class BatchSizeChoiceTests
{
    [Theory]
    [InlineData("no estimate: one second each, ten minutes", 1_000_000, null, 3600, 10, 1, 600)]
    [InlineData("two seconds each", 1_000_000, 2.0, 3600, 10, 1, 300)]
    [InlineData("a quarter of a short timeout", 100_000, 2.0, 100, 10, 1, 12)]
    [InlineData("one batch a slot, when four would be short", 4_000, 0.01, 3600, 10, 1, 400)]
    [InlineData("four batches a slot", 40_000, 0.1, 3600, 10, 1, 1000)]
    [InlineData("as many batches as slots at least", 100, null, 3600, 10, 1, 10)]
    [InlineData("fewer candidates than slots", 7, null, 3600, 10, 1, 1)]
    [InlineData("one candidate", 1, null, 3600, 10, 1, 1)]
    [InlineData("a candidate longer than the aim", 100, 5000.0, 7200, 10, 1, 1)]
    [InlineData("at most ten thousand batches", 1_000_000_000, 60.0, 3600, 10, 1, 100_000)]
    [InlineData("whole groups", 1_000_000, 2.0, 3600, 10, 16, 304)]
    public void The_size_follows_time_and_parallelism(
        string scenario, long candidates, double? seconds, int timeout, int parallelism, int group, int expected)
    {
        var size = BatchSizeChoice.Choose(
            candidates,
            new PlanRequest { CampaignUid = "u", Run = 1, Uri = "u", Format = DatasetFormat.Csv, SecondsPerCandidate = seconds, TimeoutSeconds = timeout, Parallelism = parallelism },
            group);
        Assert.True(expected == size, $"{scenario}: {size}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 2)]
    [InlineData(20_000, 2)]
    [InlineData(10_000_000, 1000)]
    public void The_smallest_legal_size_gives_ten_thousand_batches(long candidates, long expected) =>
        Assert.Equal(expected, BatchSizeChoice.SmallestLegal(candidates));
}
