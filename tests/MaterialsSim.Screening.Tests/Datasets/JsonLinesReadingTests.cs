using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class JsonLinesReadingTests
{
    private static readonly DatasetOptions Small = Dataset.JsonLines with { Name = "data.jsonl", MaxRowBytes = 64, BufferBytes = 16 };

    [Theory]
    [InlineData("wrapped", """{"id":"x","properties":{"a":1}}""", """{"id":"x","properties":{"a":1}}""")]
    [InlineData("flat", """{"id":"x","a":1,"b":"two"}""", """{"id":"x","properties":{"a":1,"b":"two"}}""")]
    [InlineData("wrapped, id last", """{"properties":{"a":1},"id":"x"}""", """{"id":"x","properties":{"a":1}}""")]
    [InlineData("white space", """ { "id" : "x" , "a" : [ 1 , 2 ] } """, """{"id":"x","properties":{"a":[ 1 , 2 ]}}""")]
    [InlineData("properties beside others is an input", """{"id":"x","properties":{"a":1},"b":2}""", """{"id":"x","properties":{"properties":{"a":1},"b":2}}""")]
    [InlineData("properties that is no object is an input", """{"id":"x","properties":[1]}""", """{"id":"x","properties":{"properties":[1]}}""")]
    [InlineData("id inside properties is an input", """{"id":"x","properties":{"id":"y"}}""", """{"id":"x","properties":{"id":"y"}}""")]
    [InlineData("only an id", """{"id":"x"}""", """{"id":"x","properties":{}}""")]
    [InlineData("number as id", """{"id":1.50,"a":1}""", """{"id":"1.50","properties":{"a":1}}""")]
    [InlineData("escaped id", """{"id":"\u0078\/\"","a":1}""", """{"id":"x/\"","properties":{"a":1}}""")]
    [InlineData("escaped keys", """{"\u0069d":"x","\u0061":1}""", """{"id":"x","properties":{"\u0061":1}}""")]
    [InlineData("escaped properties key", """{"id":"x","propertie\u0073":{"a":1}}""", """{"id":"x","properties":{"a":1}}""")]
    [InlineData("values pass through", """{"id":"x","a":null,"b":true,"c":1e999,"d":"\u00e9\n","e":{"k":[{},"]}"]}}""", """{"id":"x","properties":{"a":null,"b":true,"c":1e999,"d":"\u00e9\n","e":{"k":[{},"]}"]}}}""")]
    public async Task A_line_becomes_canonical_JSON(string scenario, string line, string expected)
    {
        var row = Assert.Single(await Dataset.ReadAsync(line, Dataset.JsonLines));
        Assert.True(expected == row.Canonical, $"{scenario}: {row.Canonical}");
    }

    [Fact]
    public async Task Another_id_key_works_for_both_forms()
    {
        var rows = await Dataset.ReadAsync(
            """
            {"key":"x","id":1}
            {"key":"y","properties":{"id":2}}
            """,
            Dataset.JsonLines with { IdColumn = "key" });
        Assert.Equal(["""{"id":"x","properties":{"id":1}}""", """{"id":"y","properties":{"id":2}}"""], rows.Select(row => row.Canonical));
    }

    [Fact]
    public async Task Rows_may_have_different_keys_in_different_order()
    {
        using var reader = await DatasetReader.OpenAsync(
            new MemoryStream(Dataset.Bytes("{\"id\":\"x\",\"b\":1,\"a\":2}\n{\"id\":\"y\",\"a\":3,\"c\":null,\"b\":4}\n")),
            Dataset.JsonLines,
            TestContext.Current.CancellationToken);
        var (a, b, c, d) = (reader.Bind("a"), reader.Bind("b"), reader.Bind("c"), reader.Bind("d"));
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("2 1 - -", string.Join(' ', Text(reader, a), Text(reader, b), Text(reader, c), Text(reader, d)));
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("3 4 - -", string.Join(' ', Text(reader, a), Text(reader, b), Text(reader, c), Text(reader, d)));
        Assert.Equal(["a", "b", "c"], reader.Inputs);
    }

    [Fact]
    public async Task A_row_tells_its_line_and_its_bytes()
    {
        var rows = await Dataset.ReadAsync("\uFEFF{\"id\":1}\r\n\n \t\r\n{\"id\":2}", Dataset.JsonLines);
        Assert.Equal([(1L, 3L, 10), (4L, 18L, 8)], rows.Select(row => (row.Line, row.Offset, row.Length)));
    }

    public static TheoryData<string, string, string, string> Errors => new()
    {
        { "not JSON", "{\"id\":1}\n{\"id\":}\n", DatasetReason.MalformedRow, "data.jsonl, line 2: not valid JSON (nested at most 64 deep) at byte 7, near '{\"id\":}'." },
        { "half a line", "{\"id\":1", DatasetReason.MalformedRow, "data.jsonl, line 1: not valid JSON (nested at most 64 deep) at byte 8, near '{\"id\":1'." },
        { "two values", "{\"id\":1} {\"id\":2}", DatasetReason.MalformedRow, "data.jsonl, line 1: not valid JSON (nested at most 64 deep) at byte 10, near '{\"id\":1} {\"id\":2}'." },
        { "an array", "[1]\n", DatasetReason.MalformedRow, "data.jsonl, line 1: not a JSON object: '[1]'. Each line is {\"id\": …, \"properties\": {…}}." },
        { "NaN", "{\"id\":1,\"a\":NaN}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: not valid JSON (nested at most 64 deep) at byte 13, near '{\"id\":1,\"a\":NaN}'." },
        { "NUL", "{\"id\":1,\"a\":\"\0\"}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: not valid JSON (nested at most 64 deep) at byte 14, near '{\"id\":1,\"a\":\"?\"}'." },
        { "a key twice", "{\"id\":1,\"a\":1,\"a\":2}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: the key 'a' stands there twice. Remove one." },
        { "a key twice, escaped", "{\"id\":1,\"a\":1,\"\\u0061\":2}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: the key 'a' stands there twice. Remove one." },
        { "a wrapped key twice", "{\"id\":1,\"properties\":{\"a\":1,\"a\":2}}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: the key 'a' stands there twice. Remove one." },
        { "properties twice", "{\"id\":1,\"properties\":{},\"properties\":{}}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: the key 'properties' stands there twice. Remove one." },
        { "the id twice", "{\"id\":1,\"id\":1}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: the key 'id' stands there twice. Remove one." },
        { "no id", "{\"a\":1}\n", DatasetReason.IdColumnMissing, "data.jsonl, line 1: no key 'id'. Set spec.candidates.idColumn to the key that holds the id." },
        { "an id that is an object", "{\"id\":{\"a\":1}}\n", DatasetReason.InvalidId, "data.jsonl, line 1: the id is '{\"a\":1}', not a string or a number." },
        { "null as id", "{\"id\":null}\n", DatasetReason.InvalidId, "data.jsonl, line 1: the id is 'null', not a string or a number." },
        { "an empty id", "{\"id\":\"\"}\n", DatasetReason.InvalidId, "data.jsonl, line 1: the id is empty. Ids are 1 to 128 bytes without control characters." },
        { "a newline in an id", "{\"id\":\"x\\ny\"}\n", DatasetReason.InvalidId, "data.jsonl, line 1: the id 'x?y' holds a control character. Ids are 1 to 128 bytes without control characters." },
        { "half of a surrogate pair as id", "{\"id\":\"\\ud800\"}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: half of a surrogate pair in '\"\\ud800\"'. Write the character whole." },
        { "half of a surrogate pair as value", "{\"id\":1,\"a\":\"\\ud800\"}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: half of a surrogate pair in '\"\\ud800\"'. Write the character whole." },
        { "a carriage return inside", "{\"id\":1,\r\"a\":2}\n", DatasetReason.MalformedRow, "data.jsonl, line 1: a carriage return inside the line. End lines with LF or CRLF." },
        { "a long line", "{\"id\":\"x\"}\n{\"id\":\"1234567890123456789012345678901234567890123456789012345678\"}\n", DatasetReason.RowTooLong, "data.jsonl, line 2: the row is longer than 64 bytes. JSON Lines has one object a line." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_is_wrong_is_said_with_its_line(string scenario, string text, string reason, string message)
    {
        var error = await Dataset.ErrorAsync(text, Small);
        Assert.True((reason, message) == (error.Reason, error.Message), $"{scenario}: {error.Reason} {error.Message}");
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public async Task Nesting_is_bounded(int depth, bool isFine)
    {
        var line = $$"""{"id":1,"a":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        if (isFine)
        {
            Assert.Single(await Dataset.ReadAsync(line, Dataset.JsonLines));
        }
        else
        {
            Assert.Equal(DatasetReason.MalformedRow, (await Dataset.ErrorAsync(line, Dataset.JsonLines)).Reason);
        }
    }

    [Fact]
    public async Task Different_keys_are_bounded_over_all_rows()
    {
        var lines = string.Concat(Enumerable.Range(0, 101).Select(row =>
            $"{{\"id\":{row},{string.Join(',', Enumerable.Range(0, 100).Select(key => $"\"k{row}-{key}\":0"))}}}\n"));
        var error = await Dataset.ErrorAsync(lines, Dataset.JsonLines);
        Assert.Equal((DatasetReason.TooManyColumns, "dataset, line 101: more than 10000 different keys so far. Put varying names inside a nested object."), (error.Reason, error.Message));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused_at_their_line()
    {
        byte[] bytes = [.. Dataset.Bytes("{\"id\":1}\n{\"id\":\""), 0xE9, .. Dataset.Bytes("\"}\n")];
        var error = await Dataset.ErrorAsync(bytes, Small);
        Assert.Equal((DatasetReason.InvalidUtf8, "data.jsonl, line 2: byte 0xE9 is not UTF-8, after '{\"id\":\"'. Save the dataset as UTF-8."), (error.Reason, error.Message));
    }

    private static string Text(DatasetReader reader, int handle)
    {
        var cell = reader.GetCell(handle);
        return cell.Kind == CellKind.Missing ? "-" : System.Text.Encoding.UTF8.GetString(cell.Text);
    }
}
