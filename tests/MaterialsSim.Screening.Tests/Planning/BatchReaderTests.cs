using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Tests.Datasets;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class BatchReaderTests
{
    private const string Text = "id,a\nx,1\ny,2\nz,3\n";

    [Theory]
    [InlineData("a row more", "x,1\ny,2\nz,3\n", "it holds more than 2 candidates")]
    [InlineData("a row less", "x,1\n", "it holds 1 of 2 candidates in 4 of 8 bytes")]
    [InlineData("nothing", "", "it holds 0 of 2 candidates in 0 of 8 bytes")]
    [InlineData("a shift by a byte", ",1\ny,2\nz", "file:///data.csv, line 1: the id is empty. Ids are 1 to 128 bytes without control characters")]
    [InlineData("a longer cell", "x,1\ny,22\n", "it holds 2 of 2 candidates in 9 of 8 bytes")]
    [InlineData("a column more", "x,1,1\ny,2,2\n", "file:///data.csv, line 1: 3 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'x,1,1?'")]
    public async Task A_range_that_is_not_what_was_planned_is_refused(string scenario, string range, string what)
    {
        var (plan, record) = await PlanAsync();
        var error = await Assert.ThrowsAsync<DatasetException>(() => BatchReader.CopyAsync(
            plan, record, new MemoryStream(Dataset.Bytes(range)), new MemoryStream(), TestContext.Current.CancellationToken));
        Assert.True(error.Reason == DatasetReason.DatasetChanged, $"{scenario}: {error.Reason}");
        Assert.Equal(
            $"Batch 0 of file:///data.csv is not what was planned: {what}. The dataset changed during the run: restore it, or start a new run on the new one.",
            error.Message);
    }

    [Fact]
    public async Task A_materialised_batch_that_was_cut_is_refused()
    {
        var sink = new MemorySink();
        var plan = await Planner.PlanAsync(
            Request with { Materialise = true }, MemoryDataset.Of(Text), sink, new PlannerOptions(), TestContext.Current.CancellationToken);
        var bytes = sink.Files["input/0.jsonl"];
        Assert.Equal(new BatchRecord(0, 0, 0, bytes.Length, 0, 2), sink.Batches[0]);
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = await Assert.ThrowsAsync<DatasetException>(() => BatchReader.CopyAsync(
                plan, sink.Batches[0], new MemoryStream(bytes, 0, length), new MemoryStream(), TestContext.Current.CancellationToken));
            Assert.Equal(DatasetReason.DatasetChanged, error.Reason);
        }
    }

    private static PlanRequest Request => new() { CampaignUid = "u", Run = 1, Uri = "file:///data.csv", Format = DatasetFormat.Csv, BatchSize = 2 };

    private static async Task<(Plan Plan, BatchRecord Record)> PlanAsync()
    {
        var sink = new MemorySink();
        var plan = await Planner.PlanAsync(Request, MemoryDataset.Of(Text), sink, new PlannerOptions(), TestContext.Current.CancellationToken);
        return (plan, sink.Batches[0]);
    }
}
