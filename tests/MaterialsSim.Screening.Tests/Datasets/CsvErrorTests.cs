using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class CsvErrorTests
{
    private static readonly DatasetOptions Small = Dataset.Csv with { Name = "data.csv", MaxRowBytes = 40, BufferBytes = 16 };

    public static TheoryData<string, string, string, string> Errors => new()
    {
        { "nothing", "", DatasetReason.DatasetEmpty, "data.csv: the dataset is empty. A CSV begins with a header line." },
        { "only empty lines", "\n\n", DatasetReason.DatasetEmpty, "data.csv: the dataset is empty. A CSV begins with a header line." },
        { "no id column", "name,a\nx,1\n", DatasetReason.IdColumnMissing, "data.csv, line 1: no column 'id'. Set spec.candidates.idColumn to one of the columns 'name, a'." },
        { "semicolons", "id;a\nx;1\n", DatasetReason.IdColumnMissing, "data.csv, line 1: no column 'id'. The header 'id;a' seems to be separated by something else; a CSV is separated by commas." },
        { "column without a name", "id,,b\nx,1,2\n", DatasetReason.InvalidHeader, "data.csv, line 1: column 2 has no name. Name it, or remove the comma too much." },
        { "two columns of one name", "id,a,a\nx,1,2\n", DatasetReason.InvalidHeader, "data.csv, line 1: columns 2 and 3 are both called 'a'. Rename one." },
        { "too few cells", "id,a\nx,1\ny\n", DatasetReason.RaggedRow, "data.csv, line 3: 1 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'y?'." },
        { "too many cells", "id,a\nx,1,5\n", DatasetReason.RaggedRow, "data.csv, line 2: 3 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'x,1,5?'." },
        { "too many cells, no newline", "id,a\nx,1,5", DatasetReason.RaggedRow, "data.csv, line 2: 3 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'x,1,5'." },
        { "line behind embedded newlines", "id,a\nx,\"1\n\n\"\ny\n", DatasetReason.RaggedRow, "data.csv, line 5: 1 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'y?'." },
        { "quote without end", "id,a\nx,\"1\ny,2\n", DatasetReason.UnclosedQuote, "data.csv, line 2: the quote that opens here has no end. Close it, or double it if it is part of the text." },
        { "quote without end in a later cell", "id,a\n\"x\n\",\"1\ny,2\n", DatasetReason.UnclosedQuote, "data.csv, line 3: the quote that opens here has no end. Close it, or double it if it is part of the text." },
        { "quote without end in a long file", "id,a\nx,\"1\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\ny,2\n", DatasetReason.UnclosedQuote, "data.csv, line 2: the quote that opens here has no end within 40 bytes. Close it, or double it if it is part of the text." },
        { "quote inside a plain cell", "id,a\nx,5\" pipe\n", DatasetReason.MalformedRow, "data.csv, line 2: a quote inside a cell that does not begin with one. Put the cell in quotes and double the quote inside, near 'x,5\" pipe?'." },
        { "text behind a quote", "id,a\nx,\"5\"m\n", DatasetReason.MalformedRow, "data.csv, line 2: text behind the closing quote of a cell. Double a quote that is part of the text, near 'x,\"5\"m?'." },
        { "text behind a quote before a comma", "id,a\n\"x\" ,1\n", DatasetReason.MalformedRow, "data.csv, line 2: text behind the closing quote of a cell. Double a quote that is part of the text, near '\"x\" ,1?'." },
        { "text behind a quote before CR", "id,a\nx,\"5\"m\r\n", DatasetReason.MalformedRow, "data.csv, line 2: text behind the closing quote of a cell. Double a quote that is part of the text, near 'x,\"5\"m??'." },
        { "text behind a quote at the end", "id,a\nx,\"5\"m", DatasetReason.MalformedRow, "data.csv, line 2: text behind the closing quote of a cell. Double a quote that is part of the text, near 'x,\"5\"m'." },
        { "lone carriage returns", "id,a\rx,1\r", DatasetReason.MalformedRow, "data.csv, line 1: a carriage return without a line feed. End lines with LF or CRLF, or quote the cell, near 'id,a?x,1?'." },
        { "carriage return at the end", "id,a\nx,1\r", DatasetReason.MalformedRow, "data.csv, line 2: a carriage return without a line feed. End lines with LF or CRLF, or quote the cell, near 'x,1?'." },
        { "carriage returns twice", "id,a\nx,1\r\r\n", DatasetReason.MalformedRow, "data.csv, line 2: a carriage return without a line feed. End lines with LF or CRLF, or quote the cell, near 'x,1???'." },
        { "NUL", "id,a\nx,\0\n", DatasetReason.MalformedRow, "data.csv, line 2: a NUL byte, which no text holds: is it a CSV?, near 'x,??'." },
        { "NUL in quotes", "id,a\nx,\"\n\0\"\n", DatasetReason.MalformedRow, "data.csv, line 3: a NUL byte, which no text holds: is it a CSV?, near 'x,\"??\"?'." },
        { "no id in a row", "id,a\n,1\n", DatasetReason.InvalidId, "data.csv, line 2: the id is empty. Ids are 1 to 128 bytes without control characters." },
        { "newline in an id", "id,a\n\"x\ny\",1\n", DatasetReason.InvalidId, "data.csv, line 2: the id 'x?y' holds a control character. Ids are 1 to 128 bytes without control characters." },
        { "C1 control in an id", "id,a\nx\u0085,1\n", DatasetReason.InvalidId, "data.csv, line 2: the id 'x?' holds a control character. Ids are 1 to 128 bytes without control characters." },
        { "long row", "id,a\nx,12345678901234567890123456789012345678901234567890\n", DatasetReason.RowTooLong, "data.csv, line 2: the row is longer than 40 bytes. Is it a CSV?" },
        { "long row that just fits the window", "id,a\nx,1234567890123456789012345678901234567890\n", DatasetReason.RowTooLong, "data.csv, line 2: the row is longer than 40 bytes. Is it a CSV?" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_is_wrong_is_said_with_its_line(string scenario, string csv, string reason, string message)
    {
        var error = await Dataset.ErrorAsync(csv, Small);
        Assert.True((reason, message) == (error.Reason, error.Message), $"{scenario}: {error.Reason} {error.Message}");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, "0xFF")]
    [InlineData(new byte[] { 0xC3 }, "0xC3")]
    [InlineData(new byte[] { 0xC0, 0x80 }, "0xC0")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "0xED")]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, "0xF4")]
    public async Task Bytes_that_are_not_UTF8_are_refused_at_their_line(byte[] invalid, string shown)
    {
        byte[] csv = [.. Dataset.Bytes("id,a\nx,\"é\n"), .. invalid, .. Dataset.Bytes("\"\n")];
        var error = await Dataset.ErrorAsync(csv, Small);
        Assert.Equal(DatasetReason.InvalidUtf8, error.Reason);
        Assert.Equal($"data.csv, line 3: byte {shown} is not UTF-8, after 'x,\"é?'. Save the dataset as UTF-8.", error.Message);
    }

    [Fact]
    public async Task A_character_cut_by_the_end_is_not_UTF8()
    {
        byte[] csv = [.. Dataset.Bytes("id,a\nx,"), 0xE2, 0x82];
        Assert.Equal(DatasetReason.InvalidUtf8, (await Dataset.ErrorAsync(csv, Small)).Reason);
    }

    [Fact]
    public async Task UTF16_is_named_as_such()
    {
        var error = await Dataset.ErrorAsync([0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("id,a\n")], Small);
        Assert.Equal("data.csv: the data is UTF-16. Save it as UTF-8.", error.Message);
    }

    [Fact]
    public async Task More_than_ten_thousand_columns_are_refused()
    {
        var columns = string.Join(',', Enumerable.Range(1, 10_001).Select(i => $"\"c{i}\""));
        var error = await Dataset.ErrorAsync($"{columns}\n", Dataset.Csv);
        Assert.Equal(DatasetReason.TooManyColumns, error.Reason);
        Assert.Equal("dataset, line 1: 10001 columns, of at most 10000. Leave out what the campaign does not use.", error.Message);
    }

    [Fact]
    public async Task An_id_has_at_most_128_bytes()
    {
        Assert.Single(await Dataset.ReadAsync($"id\n{new string('x', 128)}\n", Dataset.Csv));
        var error = await Dataset.ErrorAsync($"id\n{new string('é', 64)}x\n", Dataset.Csv);
        Assert.Equal(DatasetReason.InvalidId, error.Reason);
        Assert.Contains("is 129 bytes long, of at most 128", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_quotes_at_most_80_bytes()
    {
        var error = await Dataset.ErrorAsync($"id\n{new string('q', 5000)}\n", Dataset.Csv);
        Assert.Equal(80, error.Message.Count(letter => letter == 'q'));
    }

    [Fact]
    public async Task A_row_of_two_gigabytes_is_refused_early()
    {
        // Endless 'x': the reader must stop by itself, at a window of the longest row.
        var served = 0L;
        var endless = new EndlessStream(bytes => served += bytes);
        var error = await Assert.ThrowsAsync<DatasetException>(
            () => Dataset.ReadAsync(endless, Dataset.Csv with { Columns = ["id"], MaxRowBytes = 1 << 20 }));
        Assert.Equal(DatasetReason.RowTooLong, error.Reason);
        Assert.InRange(served, 1 << 20, 4 << 20);
    }

    private sealed class EndlessStream(Action<int> served) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            served(buffer.Length);
            return new(buffer.Length);
        }
    }
}
