using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class ReaderPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task CSV_with_any_text_reads_back(int seed)
    {
        var random = new Random(seed);
        var (csv, expected) = RandomDatasets.Csv(random, rows: random.Next(1, 60), columns: random.Next(1, 8));
        var options = Dataset.Csv with { BufferBytes = random.Next(16, 300) };
        var rows = await Dataset.ReadAsync(new PieceStream(csv, () => random.Next(1, 50)), options);
        Assert.Equal(expected, rows.Select(row => Parse(row.Canonical)));
        AssertBytes(csv, rows, RandomDatasets.HeaderBytes(csv));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task JSON_Lines_with_any_values_read_back(int seed)
    {
        var random = new Random(seed);
        var (lines, expected) = RandomDatasets.JsonLines(random, rows: random.Next(1, 60));
        var options = Dataset.JsonLines with { BufferBytes = random.Next(16, 300) };
        var rows = await Dataset.ReadAsync(new PieceStream(lines, () => random.Next(1, 50)), options);
        Assert.Equal(expected, rows.Select(row => row.Canonical));
        AssertBytes(lines, rows, 0);

        var canonical = Dataset.Bytes(string.Join('\n', expected));
        Assert.Equal(expected, (await Dataset.ReadAsync(new MemoryStream(canonical), Dataset.JsonLines)).Select(row => row.Canonical));
    }

    [Theory]
    [InlineData("\uFEFFid,\"a\"\"b\"\r\nx,\"1,\r\n\"\"é\"\"\"\r\n\r\ny,2\n😀,\"\"")]
    [InlineData("id,a\nx,\"1\n\ny,5\n")]
    [InlineData("id,a\nx,1\n\ny\n")]
    [InlineData("id,a\nx,1\ry,1\n")]
    [InlineData("id,a\nx,1\"1\ny,1\n")]
    [InlineData("id,a\nx,\"1\"1\ny,1\n")]
    [InlineData("id,a\nx,12345678901234567890123456789012345678901234567890\n")]
    [InlineData("id,a\nx,\"2345678901234567890123456789012345678901234567890\n")]
    public async Task A_CSV_reads_the_same_wherever_the_stream_and_the_window_are_cut(string text) =>
        await AssertSameEverywhere(Dataset.Bytes(text), Dataset.Csv with { MaxRowBytes = 40 });

    [Theory]
    [InlineData("{\"id\":\"é\",\"a\":1}\r\n\n{\"id\":\"x\",\"properties\":{\"k\":[1]}}")]
    [InlineData("{\"id\":1}\n{\"id\":}\n")]
    [InlineData("{\"id\":\"12345678901234567890123456789012345678901234567890\"}\n")]
    public async Task JSON_Lines_read_the_same_wherever_the_stream_and_the_window_are_cut(string text) =>
        await AssertSameEverywhere(Dataset.Bytes(text), Dataset.JsonLines with { MaxRowBytes = 40 });

    [Fact]
    public async Task Invalid_UTF8_is_found_at_the_same_byte_wherever_the_stream_is_cut() =>
        await AssertSameEverywhere([.. Dataset.Bytes("id,a\nx,é😀\ny,"), 0xF0, 0x9F, 0x98, .. Dataset.Bytes("\nz,1\n")], Dataset.Csv);

    private static async Task AssertSameEverywhere(byte[] bytes, DatasetOptions options)
    {
        var whole = await Dataset.OutcomeAsync(new MemoryStream(bytes), options);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.True(whole == await Dataset.OutcomeAsync(PieceStream.CutAt(bytes, cut), options), $"stream cut at {cut}");
        }

        // A rented window is at least 16 bytes.
        for (var window = 16; window < bytes.Length + 16; window++)
        {
            Assert.True(
                whole == await Dataset.OutcomeAsync(new PieceStream(bytes, () => 1), options with { BufferBytes = window }), $"window of {window}");
        }
    }

    /// <summary>Rows lie in order, do not overlap, and leave out nothing but the header, the byte order mark and empty lines.</summary>
    private static void AssertBytes(byte[] bytes, List<ReadRow> rows, int start)
    {
        long end = start;
        foreach (var row in rows)
        {
            Assert.True(row.Offset >= end);
            Assert.True(!bytes.AsSpan((int)end, (int)(row.Offset - end)).ContainsAnyExcept("\r\n \t"u8), $"a gap before line {row.Line}");
            end = row.Offset + row.Length;
            Assert.Equal(row.Line, 1 + bytes.AsSpan(0, (int)row.Offset).Count((byte)'\n'));
        }

        Assert.False(bytes.AsSpan((int)end).ContainsAnyExcept("\r\n \t"u8));
    }

    private static string Parse(string canonical)
    {
        using var json = JsonDocument.Parse(canonical);
        var text = new StringBuilder(json.RootElement.GetProperty("id").GetString());
        foreach (var property in json.RootElement.GetProperty("properties").EnumerateObject())
        {
            text.Append('|').Append(property.Name).Append('=').Append(property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText());
        }

        return text.ToString();
    }
}
