namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class CsvReadingTests
{
    [Theory]
    [InlineData("plain cells", "id,a\nx,1\n", """{"id":"x","properties":{"a":1}}""")]
    [InlineData("no newline at the end", "id,a\nx,1", """{"id":"x","properties":{"a":1}}""")]
    [InlineData("CRLF", "id,a\r\nx,y\r\n", """{"id":"x","properties":{"a":"y"}}""")]
    [InlineData("byte order mark", "\uFEFFid,a\nx,y\n", """{"id":"x","properties":{"a":"y"}}""")]
    [InlineData("id not first", "a,id\ny,x\n", """{"id":"x","properties":{"a":"y"}}""")]
    [InlineData("empty cell is no property", "id,a,b\nx,,2\n", """{"id":"x","properties":{"b":2}}""")]
    [InlineData("quoted empty cell is no property", "id,a\nx,\"\"\n", """{"id":"x","properties":{}}""")]
    [InlineData("quoted comma", "id,a\nx,\"1,5\"\n", """{"id":"x","properties":{"a":"1,5"}}""")]
    [InlineData("quoted number is a number", "id,a\nx,\"1.5\"\n", """{"id":"x","properties":{"a":1.5}}""")]
    [InlineData("doubled quotes", "id,a\nx,\"5\"\" pipe\"\n", """{"id":"x","properties":{"a":"5\" pipe"}}""")]
    [InlineData("only doubled quotes", "id,a\nx,\"\"\"\"\"\"\n", """{"id":"x","properties":{"a":"\"\""}}""")]
    [InlineData("newline in quotes", "id,a\nx,\"l1\nl2\"\n", """{"id":"x","properties":{"a":"l1\nl2"}}""")]
    [InlineData("CR and CRLF in quotes", "id,a\nx,\"l1\rl2\r\nl3\"\r\n", """{"id":"x","properties":{"a":"l1\rl2\r\nl3"}}""")]
    [InlineData("quoted header", "\"id\",\"a,\"\"b\"\"\"\nx,1\n", """{"id":"x","properties":{"a,\"b\"":1}}""")]
    [InlineData("quoted id with slashes", "id,a\n\"../x,/\"\"y\",1\n", """{"id":"../x,/\"y","properties":{"a":1}}""")]
    [InlineData("only an id", "id\nx\n", """{"id":"x","properties":{}}""")]
    [InlineData("numbers as ids", "id,a\n007,1\n", """{"id":"007","properties":{"a":1}}""")]
    [InlineData("spaces are text", "id,a\nx, 1\n", """{"id":"x","properties":{"a":" 1"}}""")]
    [InlineData("backslash and tab", "id,a\nx,\\\t\n", """{"id":"x","properties":{"a":"\\\t"}}""")]
    [InlineData("control character", "id,a\nx,\u0001\n", """{"id":"x","properties":{"a":"\u0001"}}""")]
    [InlineData("letters of all kinds", "id,Å\nβ-Ga₂O₃,😀\n", """{"id":"β-Ga₂O₃","properties":{"Å":"😀"}}""")]
    [InlineData("empty lines are skipped", "\n\r\nid,a\n\nx,1\n\n\n", """{"id":"x","properties":{"a":1}}""")]
    public async Task A_row_becomes_canonical_JSON(string scenario, string csv, string expected)
    {
        var row = Assert.Single(await Dataset.ReadAsync(csv, Dataset.Csv));
        Assert.True(expected == row.Canonical, $"{scenario}: {row.Canonical}");
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0", true)]
    [InlineData("-1.25e-7", true)]
    [InlineData("1E+3", true)]
    [InlineData("12345678901234567890123", true)]
    [InlineData("1e308", true)]
    [InlineData("1e309", false)]
    [InlineData("1e999", false)]
    [InlineData("-1e999", false)]
    [InlineData("1e-999", true)]
    [InlineData("NaN", false)]
    [InlineData("nan", false)]
    [InlineData("Infinity", false)]
    [InlineData("-", false)]
    [InlineData("+1", false)]
    [InlineData("007", false)]
    [InlineData("-01", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1e", false)]
    [InlineData("1e+", false)]
    [InlineData("0x10", false)]
    [InlineData("1_000", false)]
    [InlineData("1 ", false)]
    [InlineData("true", false)]
    [InlineData("١", false)]
    public async Task A_cell_is_a_number_only_as_a_finite_JSON_number(string cell, bool isNumber)
    {
        var row = Assert.Single(await Dataset.ReadAsync($"id,a\nx,{cell}\n", Dataset.Csv));
        var value = isNumber ? cell : $"\"{cell}\"";
        Assert.Equal($$$"""{"id":"x","properties":{"a":{{{value}}}}}""", row.Canonical);
    }

    [Fact]
    public async Task A_long_run_of_digits_is_a_number_only_when_it_is_finite()
    {
        var rows = await Dataset.ReadAsync($"id,a\nx,1{new string('0', 308)}\ny,1{new string('0', 309)}\n", Dataset.Csv);
        Assert.Equal($$$"""{"id":"x","properties":{"a":1{{{new string('0', 308)}}}}}""", rows[0].Canonical);
        Assert.Equal($$$"""{"id":"y","properties":{"a":"1{{{new string('0', 309)}}}"}}""", rows[1].Canonical);
    }

    [Fact]
    public async Task A_row_tells_its_line_and_its_bytes()
    {
        var rows = await Dataset.ReadAsync("\uFEFFid,a\r\nx,\"1\n2\"\r\n\ny,3\nz,4", Dataset.Csv);
        Assert.Equal([(2L, 9L, 9), (5L, 19L, 4), (6L, 23L, 3)], rows.Select(row => (row.Line, row.Offset, row.Length)));
    }

    [Fact]
    public async Task A_stream_below_the_header_is_read_with_the_columns_given()
    {
        var rows = await Dataset.ReadAsync("1,x\n2,y\n", Dataset.Csv with { Columns = ["a", "key"], IdColumn = "key" });
        Assert.Equal(["""{"id":"x","properties":{"a":1}}""", """{"id":"y","properties":{"a":2}}"""], rows.Select(row => row.Canonical));
    }

    [Fact]
    public async Task Ten_thousand_columns_are_fine()
    {
        var columns = string.Join(',', Enumerable.Range(1, 9_999).Select(i => $"c{i}"));
        var cells = string.Join(',', Enumerable.Range(1, 9_999));
        var row = Assert.Single(await Dataset.ReadAsync($"id,{columns}\nx,{cells}\n", Dataset.Csv));
        Assert.EndsWith("\"c9999\":9999}}", row.Canonical, StringComparison.Ordinal);
    }
}
