using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class GzipTests
{
    private static readonly DatasetOptions Csv = Dataset.Csv with { Gzip = true, Name = "data.csv.gz" };

    // Text that does not compress to nothing, so that every cut lies in the data.
    private static readonly byte[] Table = Dataset.Bytes(
        "id,a\n" + string.Concat(Enumerable.Range(0, 500).Select(row => $"m-{row * 7919 % 10007},{row * 104729 % 1009}\n")));

    [Fact]
    public async Task Gzip_reads_as_what_was_zipped()
    {
        var plain = await Dataset.ReadAsync(new MemoryStream(Table), Dataset.Csv);
        Assert.Equal(500, plain.Count);
        Assert.Equal(plain, await Dataset.ReadAsync(new MemoryStream(Dataset.Gzip(Table)), Csv));
        Assert.Equal(plain, await Dataset.ReadAsync(new PieceStream(Dataset.Gzip(Table), () => 1), Csv));
    }

    [Fact]
    public async Task Members_one_after_another_read_as_one()
    {
        byte[] two = [.. Dataset.Gzip(Table[..1000]), .. Dataset.Gzip(Table[1000..])];
        Assert.Equal(500, (await Dataset.ReadAsync(new MemoryStream(two), Csv)).Count);
        Assert.Equal(500, (await Dataset.ReadAsync(new PieceStream(two, () => 1), Csv)).Count);
    }

    [Fact]
    public async Task A_cut_anywhere_is_an_error()
    {
        var zipped = Dataset.Gzip(Table);
        var unnoticed = new List<int>();
        for (var length = 1; length < zipped.Length; length++)
        {
            var outcome = await Dataset.OutcomeAsync(new MemoryStream(zipped[..length]), Csv);
            if (!outcome.StartsWith($"{DatasetReason.TruncatedGzip}: data.csv.gz: the gzip stream stops before its end, after ", StringComparison.Ordinal))
            {
                unnoticed.Add(length);
            }
        }

        Assert.Empty(unnoticed);
    }

    [Fact]
    public async Task A_flipped_bit_is_never_read_as_data()
    {
        var zipped = Dataset.Gzip(Table);
        var whole = await Dataset.OutcomeAsync(new MemoryStream(zipped), Csv);

        // Byte 8 and 9 say how and where it was zipped; the byte before the last eight may end in padding.
        foreach (var at in Enumerable.Range(10, zipped.Length - 10).Where(at => at != zipped.Length - 9))
        {
            var broken = zipped.ToArray();
            broken[at] ^= 0x10;
            var outcome = await Dataset.OutcomeAsync(new MemoryStream(broken), Csv);
            Assert.True(outcome != whole && outcome.Contains(": data.csv.gz", StringComparison.Ordinal), $"bit flipped in byte {at}: {outcome[..Math.Min(200, outcome.Length)]}");
        }
    }

    [Fact]
    public async Task Padding_behind_the_end_is_ignored_as_gzip_does() =>
        Assert.Equal(500, (await Dataset.ReadAsync(new MemoryStream([.. Dataset.Gzip(Table), 0, 0, 0]), Csv)).Count);

    [Fact]
    public async Task A_cut_in_a_later_member_is_an_error()
    {
        var first = Dataset.Gzip(Table[..1000]);
        byte[] two = [.. first, .. Dataset.Gzip(Table[1000..])];
        for (var length = first.Length + 1; length < two.Length; length++)
        {
            var error = await Dataset.ErrorAsync(two[..length], Csv);
            Assert.True(error.Reason == DatasetReason.TruncatedGzip, $"cut at {length} of {two.Length}: {error.Message}");
        }
    }

    [Fact]
    public async Task Data_that_ends_in_NUL_is_not_taken_for_the_end()
    {
        var error = await Dataset.ErrorAsync(Dataset.Gzip(Dataset.Bytes("id,a\nx,\0")), Csv);
        Assert.Equal(DatasetReason.MalformedRow, error.Reason);
    }

    [Fact]
    public async Task Gzip_of_nothing_is_an_empty_dataset()
    {
        // .NET writes no bytes at all for nothing; gzip writes a member.
        byte[] nothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Empty(await Dataset.ReadAsync(new MemoryStream(nothing), Dataset.JsonLines with { Gzip = true }));
        Assert.Equal(DatasetReason.DatasetEmpty, (await Dataset.ErrorAsync(nothing, Csv)).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,a\nx,1\n")]
    public async Task What_is_not_gzip_is_named_as_such(string content)
    {
        var error = await Dataset.ErrorAsync(content, Csv);
        Assert.Equal((DatasetReason.CorruptGzip, "data.csv.gz: not a gzip stream, or damaged. Upload it again, or drop .gz from its name."), (error.Reason, error.Message));
    }

    [Fact]
    public async Task Gzip_under_another_name_is_named_as_such()
    {
        var error = await Dataset.ErrorAsync(Dataset.Gzip(Table), Dataset.Csv);
        Assert.Equal("dataset: the data is gzipped. End the name with .gz, so that it is read as such.", error.Message);
    }

    [Fact]
    public async Task A_bomb_is_refused()
    {
        // Rows of a megabyte of nothing: each is legal, and bounded in memory, but they would never end.
        var row = Dataset.Gzip([.. Dataset.Bytes("x,"), .. new string(' ', 1 << 20).Select(space => (byte)space), (byte)'\n']);
        byte[] bomb = [.. Dataset.Gzip(Dataset.Bytes("id,a\n")), .. Enumerable.Repeat(row, 80).SelectMany(bytes => bytes)];
        var error = await Dataset.ErrorAsync(bomb, Csv);
        Assert.Equal(DatasetReason.DecompressionBomb, error.Reason);
        Assert.EndsWith("more than 200 times. Upload it uncompressed, if it is real.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_source_is_not_the_datasets_fault()
    {
        var source = new FaultyStream();
        Assert.Same(source.Fault, await Assert.ThrowsAsync<IOException>(() => Dataset.ReadAsync(source, Csv)));
    }

    private sealed class FaultyStream : MemoryStream
    {
        public IOException Fault { get; } = new("The store hung up.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(Fault);
    }
}
