using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Tests.Datasets;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly PlanRequest Csv = new() { CampaignUid = "uid", Run = 1, Uri = "file:///data.csv", Format = DatasetFormat.Csv };

    private static readonly PlanRequest JsonLines = Csv with { Uri = "file:///data.jsonl", Format = DatasetFormat.JsonLines };

    [Fact]
    public async Task A_small_CSV_is_planned_whole()
    {
        const string Text = "material_id,formula,gap\na,Si,1.1\nb,\"Ga,As\",1.4\nc,C,5.5\n\"d\"\"é\",BN,6\ne,Pb,\n";
        var sink = new MemorySink();
        var source = MemoryDataset.Of(Text);
        var request = Csv with { IdColumn = "material_id", BatchSize = 2, Filter = [new InputFilter { Property = "gap", Min = 1.2 }] };
        var plan = await PlanAsync(request, source, sink);

        Assert.Equal([new BatchRecord(0, 0, 33, 22, 0, 2), new BatchRecord(1, 0, 55, 13, 2, 1)], sink.Batches);
        Assert.Equal("\"b\"\n\"c\"\n\"d\\\"é\"\n", sink.Ids);
        Assert.Equal(
            """
            {"version":1,"campaignUid":"uid","run":1,"request":{"version":1,"campaignUid":"uid","run":1,"uri":"file:///data.csv","format":"CSV","gzip":false,"idColumn":"material_id","filter":[{"property":"gap","min":1.2}],"batchSize":2,"timeoutSeconds":3600,"parallelism":10,"requiredInputs":[],"materialise":false},
            "objects":[{"uri":"file:///data.csv","size":74,"eTag":"etag"}],"materialised":false,"inputs":["formula","gap"],"columns":["material_id","formula","gap"],"candidates":3,"filteredOut":2,"batches":2,"batchSize":2,
            """.ReplaceLineEndings("") +
            $"\"batchesSha256\":\"{Sha256(sink.Files[RunPaths.Batches])}\",\"idsSha256\":\"{Sha256(sink.Files[RunPaths.Ids])}\"}}",
            Encoding.UTF8.GetString(Documents.Write(plan)));
        Assert.Equal(1, source.Opened);
    }

    [Theory]
    [MemberData(nameof(ReaderPropertyTests.Seeds), MemberType = typeof(ReaderPropertyTests))]
    public async Task Batches_together_are_the_dataset(int seed)
    {
        var random = new Random(seed);
        var rows = random.Next(1, 200);
        var csv = random.Next(2) == 0;
        var bytes = csv ? RandomDatasets.Csv(random, rows, random.Next(1, 6)).Csv : RandomDatasets.JsonLines(random, rows).Lines;
        var request = (csv ? Csv : JsonLines) with
        {
            BatchSize = random.Next(3) == 0 ? null : random.Next(1, rows + 2),
            Parallelism = random.Next(1, 20),
            Materialise = random.Next(3) == 0,
            Gzip = random.Next(4) == 0,
        };
        var whole = await Dataset.ReadAsync(new MemoryStream(bytes), csv ? Dataset.Csv : Dataset.JsonLines);
        var zipped = request.Gzip ? Dataset.Gzip(bytes) : bytes;

        var sink = new MemorySink();
        var plan = await PlanAsync(request, new MemoryDataset(zipped), sink);

        Assert.Equal(request.Gzip || request.Materialise, plan.Materialised);
        Assert.Equal((rows, 0L), (plan.Candidates, plan.FilteredOut));
        Assert.Equal(whole.Select(row => row.Id), sink.Ids.TrimEnd('\n').Split('\n').Select(line => JsonSerializer.Deserialize<string>(line)));
        Assert.Equal(plan.Batches, sink.Batches.Count);
        var expected = whole.Select(row => row.Canonical).Chunk(plan.BatchSize).ToList();
        Assert.Equal(expected.Count, plan.Batches);
        foreach (var (record, chunk) in sink.Batches.Zip(expected))
        {
            Assert.Equal((long)record.Batch * plan.BatchSize, record.FirstRow);
            Assert.Equal(chunk, await ReadBatchAsync(plan, record, bytes, sink));
        }
    }

    [Theory]
    [MemberData(nameof(ReaderPropertyTests.Seeds), MemberType = typeof(ReaderPropertyTests))]
    public async Task A_filtered_plan_holds_exactly_the_rows_that_pass(int seed)
    {
        var random = new Random(seed);
        var table = Enumerable.Range(0, random.Next(20, 300)).Select(row => (Id: $"m{row}", Gap: random.Next(-50, 50) / 10.0, Kind: "abcd"[random.Next(4)])).ToList();
        var bytes = Dataset.Bytes("id,gap,kind\n" + string.Concat(table.Select(row => $"{row.Id},{(row.Gap == 0 ? "" : row.Gap)},\"{row.Kind}\"\n")));
        var request = Csv with
        {
            BatchSize = random.Next(1, 20),
            Filter = [new InputFilter { Property = "gap", Min = -3, Max = 4 }, new InputFilter { Property = "kind", NotIn = ["b", "x"] }, new InputFilter { Property = "id", NotIn = ["m0"] }],
        };
        var passing = table.Where(row => row.Gap is >= -3 and <= 4 and not 0 && row.Kind != 'b' && row.Id != "m0").Select(row => row.Id).ToList();
        var sink = new MemorySink();
        var plan = await PlanAsync(request, new MemoryDataset(bytes), sink);
        Assert.Equal((passing.Count, table.Count - passing.Count), (plan.Candidates, plan.FilteredOut));

        var ids = new List<string>();
        foreach (var record in sink.Batches)
        {
            ids.AddRange((await ReadBatchAsync(plan, record, bytes, sink)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!));
        }

        Assert.Equal(passing, ids);
    }

    [Fact]
    public async Task Planning_twice_gives_the_same_bytes()
    {
        var bytes = RandomDatasets.Csv(new Random(1), 500, 5).Csv;
        var (first, second) = (new MemorySink(), new MemorySink());
        var plans = (await PlanAsync(Csv, new MemoryDataset(bytes), first), await PlanAsync(Csv, new MemoryDataset(bytes), second));
        Assert.Equal(Documents.Write(plans.Item1), Documents.Write(plans.Item2));
        Assert.Equal(first.Files, second.Files);
    }

    public static TheoryData<string, string, PlanRequest, string, string> Errors => new()
    {
        { "header only", "id,a\n", Csv, DatasetReason.DatasetEmpty, "file:///data.csv: the dataset has no rows. Add candidates." },
        { "no lines", "", JsonLines, DatasetReason.DatasetEmpty, "file:///data.jsonl: the dataset has no rows. Add candidates." },
        { "nothing passes", "id,a\nx,1\n", Csv with { Filter = [new InputFilter { Property = "a", Min = 2 }] }, DatasetReason.FilterLeavesNothing, "file:///data.csv: none of the 1 rows passes spec.candidates.filter. Widen the filter." },
        { "filter on nothing", "id,a\nx,1\n", Csv with { Filter = [new InputFilter { Property = "b", Min = 2 }] }, DatasetReason.MissingInput, "file:///data.csv: spec.candidates.filter names the input 'b', which the dataset does not have (the id is not an input). Its inputs are 'a'. Correct the name." },
        { "filter on nothing", "{\"id\":1,\"a\":1}\n", JsonLines with { Filter = [new InputFilter { Property = "b", Min = 2 }] }, DatasetReason.MissingInput, "file:///data.jsonl: spec.candidates.filter names the input 'b', which the dataset does not have (the id is not an input). Its inputs are 'a'. Correct the name." },
        { "missing input", "id,a\nx,1\n", Csv with { RequiredInputs = ["a", "formula"] }, DatasetReason.MissingInput, "file:///data.csv: the campaign's objectives, constraints, distinctBy or report name the input 'formula', which the dataset does not have (the id is not an input). Its inputs are 'a'. Correct the name." },
        { "missing input", "{\"id\":1,\"b\":1,\"a\":1}\n", JsonLines with { RequiredInputs = ["id"] }, DatasetReason.MissingInput, "file:///data.jsonl: the campaign's objectives, constraints, distinctBy or report name the input 'id', which the dataset does not have (the id is not an input). Its inputs are 'a, b'. Correct the name." },
        { "an id twice", "id,a\nx,1\n\"y\n\",1\n", Csv, DatasetReason.InvalidId, "file:///data.csv, line 3: the id 'y?' holds a control character. Ids are 1 to 128 bytes without control characters." },
        { "an id twice", "id,a\nx,1\ny,\"\n\"\n\"x\",1\nx,1\n", Csv, DatasetReason.DuplicateId, "file:///data.csv: lines 2 and 5 have the same id 'x'. Every candidate needs its own id: remove one, rename it, or filter it out." },
        { "an id twice, as number and text", "{\"id\":1}\n{\"id\":\"1\"}\n", JsonLines with { Uri = "run:dataset.jsonl" }, DatasetReason.DuplicateId, "the campaign's own candidates: lines 1 and 2 have the same id '1'. Every candidate needs its own id: remove one, rename it, or filter it out." },
        { "too many batches", "id\n" + string.Concat(Enumerable.Range(0, 20_001).Select(row => $"{row}\n")), Csv with { BatchSize = 2 }, DatasetReason.TooManyBatches, "file:///data.csv: 20001 candidates in batches of 2 are more than 10000 batches. Set spec.execution.batchSize to 3 or more." },
        { "Parquet", "PAR1", Csv with { Format = DatasetFormat.Parquet }, DatasetReason.FormatNotServed, "file:///data.csv: Parquet is not read by this version. Convert the dataset to CSV or JSON Lines." },
        { "ragged", "id,a\nx\n", Csv, DatasetReason.RaggedRow, "file:///data.csv, line 2: 1 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'x?'." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task A_dataset_that_cannot_be_used_says_why_and_leaves_nothing(string scenario, string text, PlanRequest request, string reason, string message)
    {
        var sink = new MemorySink();
        var error = await Assert.ThrowsAsync<DatasetException>(() => PlanAsync(request, MemoryDataset.Of(text), sink));
        Assert.True((reason, message) == (error.Reason, error.Message), $"{scenario}: {error.Reason} {error.Message}");
        Assert.Empty(sink.Files);
        Assert.Equal(new PlanFailure(reason, message, reason is DatasetReason.TooManyBatches or DatasetReason.FormatNotServed), error.ToFailure());
    }

    [Fact]
    public async Task An_id_twice_is_fine_when_the_filter_takes_one_of_them()
    {
        var plan = await PlanAsync(
            Csv with { Filter = [new InputFilter { Property = "t", In = ["300"] }] }, MemoryDataset.Of("id,t\nx,300\nx,600\n"), new MemorySink());
        Assert.Equal(1, plan.Candidates);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Colliding_hashes_of_different_ids_are_no_duplicates(int seed)
    {
        // 12 bits for 300 ids: collisions for sure.
        var bytes = RandomDatasets.Csv(new Random(seed), 300, 2).Csv;
        var source = new MemoryDataset(bytes);
        var plan = await Planner.PlanAsync(Csv, source, new MemorySink(), new PlannerOptions { HashBits = 12 }, TestContext.Current.CancellationToken);
        Assert.Equal((300, 2), (plan.Candidates, source.Opened));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_first_repeated_id_is_named_exactly_however_small_the_memory(int seed)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 6000).Select(_ => random.Next(4_000_000)).ToList();
        ids[5000] = ids[random.Next(5000)];
        var seen = new Dictionary<int, int>();
        var second = ids.FindIndex(id => !seen.TryAdd(id, seen.Count));
        var bytes = Dataset.Bytes("id\n" + string.Concat(ids.Select(id => $"{id}\n")));
        var error = await Assert.ThrowsAsync<DatasetException>(() => Planner.PlanAsync(
            Csv, new MemoryDataset(bytes), new MemorySink(), new PlannerOptions { HashSlots = 1024, HashBits = 40 }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"file:///data.csv: lines {ids.IndexOf(ids[second]) + 2} and {second + 2} have the same id '{ids[second]}'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_batch_size_large_datasets_have_at_most_ten_thousand_batches()
    {
        var bytes = Dataset.Bytes("id\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row => $"{row}\n")));
        var sink = new MemorySink();
        var plan = await PlanAsync(Csv with { SecondsPerCandidate = 1000 }, new MemoryDataset(bytes), sink);
        Assert.Equal((20, 10_000), (plan.BatchSize, plan.Batches));
        Assert.Equal(200_000, sink.Batches.Sum(record => record.Candidates));
    }

    [Fact]
    public async Task A_gzipped_dataset_that_changes_between_the_looks_is_refused()
    {
        var (before, after) = (Dataset.Gzip(Dataset.Bytes("id\na\nb\n")), Dataset.Gzip(Dataset.Bytes("id\na\n")));
        var error = await Assert.ThrowsAsync<DatasetException>(() => PlanAsync(Csv with { Gzip = true }, new MemoryDataset(before, after), new MemorySink()));
        Assert.Equal(DatasetReason.DatasetChanged, error.Reason);
        error = await Assert.ThrowsAsync<DatasetException>(() => PlanAsync(Csv with { Gzip = true }, new MemoryDataset(after, before), new MemorySink()));
        Assert.Equal(DatasetReason.DatasetChanged, error.Reason);
    }

    private static Task<Plan> PlanAsync(PlanRequest request, IDatasetSource source, IPlanSink sink) =>
        Planner.PlanAsync(request, source, sink, new PlannerOptions(), TestContext.Current.CancellationToken);

    private static async Task<string[]> ReadBatchAsync(Plan plan, BatchRecord record, byte[] dataset, MemorySink sink)
    {
        var bytes = plan.Materialised ? sink.Files[RunPaths.Input(record.Batch)] : dataset;
        var output = new MemoryStream();
        await BatchReader.CopyAsync(
            plan, record, new MemoryStream(bytes, (int)record.Offset, (int)record.Length), output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
