using System.Text;
using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;
using static MaterialsSim.Screening.Tests.Results.Batches;

namespace MaterialsSim.Screening.Tests.Results;

public class KernelOutputTests
{
    /// <summary>A candidate "a" alone: its kernel line, and its row from "inputs" on.</summary>
    [Theory]
    [InlineData("""{"id":"a","properties":{"x":1}}""", ""","properties":{"x":1}}""")]
    [InlineData("""  {"properties" : {"x": 1 } , "id" : "a"}  """, ""","properties":{"x": 1 }}""")]
    [InlineData("""{"\u0069d":"\u0061","properties":{"x":1.50e1}}""", ""","properties":{"x":1.50e1}}""")]
    [InlineData("""{"id":"a","properties":{"x":{"value":1.2,"uncertainty":0.3},"s":{"lattice":[[1,0],[0,1]]}}}""", ""","properties":{"x":{"value":1.2,"uncertainty":0.3},"s":{"lattice":[[1,0],[0,1]]}}}""")]
    [InlineData("""{"id":"a","properties":{"x":1},"more":[1,{"id":2}],"units":3}""", ""","properties":{"x":1}}""")]
    [InlineData("""{"id":"a","properties":{"x":1},"error":null,"status":null}""", ""","properties":{"x":1}}""")]
    [InlineData("""{"id":"a","properties":{"x":1},"status":"NotConverged"}""", ""","properties":{"x":1},"status":"NotConverged"}""")]
    [InlineData("""{"id":"a","status":"OutOfModel","message":"soft\tcrystal"}""", ""","properties":{},"status":"OutOfModel","message":"soft crystal"}""")]
    [InlineData("""{"id":"a","error":{"reason":"NoForces","message":"line 1\nline 2"}}""", ""","error":{"reason":"NoForces","message":"line 1 line 2"}}""")]
    [InlineData("""{"id":"a","error":{"reason":"no forces","message":"m"}}""", ""","error":{"reason":"KernelError","message":"m"}}""")]
    [InlineData("""{"id":"a","error":{"reason":"Evil\n"}}""", ""","error":{"reason":"KernelError","message":""}}""")]
    [InlineData("""{"id":"a","error":"boom"}""", ""","error":{"reason":"KernelError","message":"boom"}}""")]
    [InlineData("""{"id":"a","properties":{"x":1},"error":{}}""", ""","error":{"reason":"KernelError","message":""}}""")]
    [InlineData("""{"id":"a","error":5}""", ""","error":{"reason":"Malformed","message":"The line\u0027s error is not an object of reason and message."}}""")]
    [InlineData("""{"id":"a"}""", ""","error":{"reason":"Malformed","message":"The line has neither properties nor an error."}}""")]
    [InlineData("""{"id":"a","properties":[1]}""", ""","error":{"reason":"Malformed","message":"The line\u0027s properties are not one JSON object."}}""")]
    [InlineData("""{"id":"a","properties":{},"properties":{}}""", ""","error":{"reason":"Malformed","message":"The line\u0027s properties are not one JSON object."}}""")]
    [InlineData("""{"id":"a","id":"a","properties":{"x":1}}""", ""","error":{"reason":"Malformed","message":"The line has more than one id."}}""")]
    [InlineData("""{"id":"a","properties":{"x":1},"status":"Great"}""", ""","error":{"reason":"Malformed","message":"The line\u0027s status is neither NotConverged nor OutOfModel."}}""")]
    [InlineData("""{"id":"a","properties":{"x":01}}""", ""","error":{"reason":"Malformed","message":"The line is not valid JSON at byte 29."}}""")]
    [InlineData("""{"id":"a","properties":{"x":1}} {}""", ""","error":{"reason":"Malformed","message":"The line is not valid JSON at byte 32."}}""")]
    [InlineData("""{"id":"a","error":{"message":"\ud800"}}""", ""","error":{"reason":"Malformed","message":"The line has an escaped text that is not valid Unicode."}}""")]
    [InlineData("""{"id":"a","properties":{"x":NaN,"y":[-Infinity,Infinity,"NaN \" Infinity"]}}""", ""","properties":{"x":"NaN","y":["-Infinity","Infinity","NaN \" Infinity"]}}""")]
    [InlineData("""{"properties":{"y":NaN,"x":1},"id":"a"}""", ""","properties":{"y":"NaN","x":1}}""")]
    public async Task A_line_becomes_a_row(string line, string row)
    {
        var (rows, summary) = await PublishAsync(Input("a"), line + "\n");
        Assert.Equal("""{"id":"a","inputs":{"formula":"Fa"}""" + row + "\n", rows);
        Assert.Empty(summary.Anomalies);
        Assert.Equal(1, summary.Candidates);
    }

    [Theory]
    [InlineData("\n \r\n\t\n", "Missing")]
    [InlineData("", "Missing")]
    [InlineData("""{"id":"a","properties":{"x":1}}""", null)]
    [InlineData("""{"id":"a","properties":{"x":NaN}}""", "NotFinite")]
    [InlineData("{\"id\":\"a\",\"properties\":{\"x\":1}}\r\n", null)]
    [InlineData("""{"id":"a","properties":{"x":1}""", "Missing", "CutLine")]
    [InlineData("""{"id":"a","prop""", "Missing", "CutLine")]
    [InlineData("{", "Missing", "CutLine")]
    [InlineData("hello\n", "Missing", "UnreadableLine")]
    [InlineData("\0\0\0\n", "Missing", "UnreadableLine")]
    [InlineData("[1,2]\n", "Missing", "UnreadableLine")]
    [InlineData("{\"id\":5}\n", "Missing", "UnreadableLine")]
    [InlineData("{\"id\":\"\\ud800\",\"properties\":{}}\n", "Missing", "UnreadableLine")]
    [InlineData("{\"properties\":{\"id\":\"a\"}}\n", "Missing", "UnreadableLine")]
    [InlineData("{\"id\":\"b\",\"properties\":{\"x\":1}}\n", "Missing", "UnknownId")]
    [InlineData("{\"id\":\"b\",\"properties\":{\"x\":1}}\n{\"id\":\"a\",\"properties\":{\"x\":1}}\n", null, "UnknownId")]
    [InlineData("{\"id\":\"a\",\"properties\":{\"x\":1}}\n{\"id\":\"a\",\"properties\":{\"x\":1}}\n", null, "RepeatedLine")]
    [InlineData("{\"id\":\"a\",\"properties\":{\"x\":1}}\n{\"id\":\"a\",\"properties\":{\"x\":2}}\n", "DuplicateResult")]
    [InlineData("{\"id\":\"a\",\"properties\":{\"x\":1}}\n{\"id\":\"a\",\"properties\":{\"x\":2}}\n{\"id\":\"a\",\"properties\":{\"x\":1}}\n", "DuplicateResult")]
    [InlineData("{\"id\":\"a\",\"garbage\n{\"id\":\"a\",\"properties\":{\"x\":1}}\n", "DuplicateResult")]
    [InlineData("{\"id\":\"a\",\"garbage\n", "Malformed")]
    public async Task A_single_candidate_fails_for_what_the_output_lacks(string output, string? reason, string? anomaly = null)
    {
        var (_, summary) = await PublishAsync(Input("a"), output);
        Assert.Equal(reason is null ? [] : [reason], summary.Failures.Select(failure => failure.Reason));
        Assert.Equal(anomaly is null ? [] : [anomaly], summary.Anomalies.Select(found => found.Kind));
        Assert.Equal(reason is null ? 1 : 0, summary.Succeeded);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_fail_their_candidate_alone()
    {
        byte[] output = [.. """{"id":"a","properties":{"x":1,"s":"?"}}"""u8, (byte)'\n', .. """{"id":"b","properties":{"x":1}}"""u8, (byte)'\n'];
        output[Array.IndexOf(output, (byte)'?')] = 0xFF;
        var (rows, summary) = await PublishAsync(Encoding.UTF8.GetBytes(Input("a", "b")), output);
        Assert.Contains("not valid UTF-8", rows, StringComparison.Ordinal);
        Assert.Equal(1, summary.Succeeded);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_fails_its_candidate_alone()
    {
        var output = Line("a", 1) + $$$"""{"id":"b","properties":{"s":"{{{new string('x', 500_000)}}}"}}""" + "\n" + Line("c", 3);
        var (_, summary) = await PublishAsync(Input("a", "b", "c"), output, limits: new KernelOutputLimits { MaxLineBytes = 100_000 });
        Assert.Equal(("Malformed", "b"), (summary.Failures[0].Reason, summary.Failures[0].ExampleId));
        Assert.Equal(2, summary.Succeeded);

        (_, summary) = await PublishAsync(Input("a", "b", "c"), output, limits: new KernelOutputLimits { MaxLineBytes = 600_000 });
        Assert.Equal(("MissingProperty", "b"), (summary.Failures[0].Reason, summary.Failures[0].ExampleId));
    }

    [Fact]
    public async Task An_output_beyond_the_limit_is_refused_unread()
    {
        var refused = await Assert.ThrowsAsync<KernelOutputException>(() => PublishAsync(Input("a"), Line("a", 1), limits: new KernelOutputLimits { MaxTotalBytes = 10 }));
        Assert.Equal(KernelOutputException.TooLarge, refused.Reason);
        Assert.Equal("The kernel wrote 32 bytes; at most 10 are read. Write less a batch, or use smaller batches.", refused.Message);
    }

    [Fact]
    public async Task Any_order_gives_the_same_rows()
    {
        const int seed = 42;
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 2_000).Select(i => $"id-{random.Next()}-{i}").ToArray();
        var lines = ids.Select((id, i) => Line(id, i)).ToArray();
        var (ordered, orderedSummary) = await PublishAsync(Input(ids), string.Concat(lines));
        for (var round = 0; round < 5; round++)
        {
            random.Shuffle(lines);
            var (rows, summary) = await PublishAsync(Input(ids), string.Concat(lines));
            Assert.Equal(ordered, rows);
            Assert.Equal(Text(orderedSummary), Text(summary));
        }
    }

    [Fact]
    public async Task Every_kind_of_line_at_once_is_told_apart_in_any_order()
    {
        const int seed = 43;
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 600).Select(i => $"c{i}").ToArray();
        var lines = new List<string>();
        foreach (var (i, id) in ids.Index())
        {
            // In turn: fine, missing, failed, malformed, repeated, contradicted.
            lines.AddRange((i % 6) switch
            {
                0 => [Line(id, i)],
                1 => [],
                2 => [$$$"""{"id":"{{{id}}}","error":{"reason":"NoForces","message":"{{{i}}}"}}""" + "\n"],
                3 => [$$$"""{"id":"{{{id}}}","properties":{"x":}}""" + "\n"],
                4 => [Line(id, i), Line(id, i)],
                _ => [Line(id, i), Line(id, i + 1)],
            });
        }

        lines.AddRange(Enumerable.Range(0, 50).Select(i => Line($"foreign{i:D2}", i)));
        lines.AddRange(Enumerable.Repeat("not json\n", 30));
        lines.Add("""{"units":{"x":"GPa"}}""" + "\n");
        for (var round = 0; round < 10; round++)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lines));
            var (rows, summary) = await PublishAsync(Input(ids), string.Concat(lines));
            Assert.Equal(200, summary.Succeeded);
            Assert.Equal([("DuplicateResult", 100), ("Malformed", 100), ("Missing", 100), ("NoForces", 100)], summary.Failures.Select(f => (f.Reason, (int)f.Count)));
            Assert.Equal([("RepeatedLine", 100, "c10"), ("UnknownId", 50, "foreign00"), ("UnreadableLine", 30, "not json")], summary.Anomalies.Select(a => (a.Kind, (int)a.Count, a.Example)));
            Assert.Equal(602, rows.Count(c => c == '\n'));
            Assert.StartsWith("""{"units":{"x":"GPa"}}""", rows, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"units":{"x":"GPa"}}""", """{"units":{"x":"MPa"}}""", "The kernel declared units twice, differently: the second time {\"units\":{\"x\":\"MPa\"}}. Declare them once.")]
    [InlineData("""{"units":{"x":5}}""", "", "The kernel declared units as {\"units\":{\"x\":5}}. Declare them once, as {\"units\":{\"property\":\"unit\"}} with texts.")]
    [InlineData("""{"units":{"x":"a","x":"a"}}""", "", "The kernel declared units as {\"units\":{\"x\":\"a\",\"x\":\"a\"}}. Declare them once, as {\"units\":{\"property\":\"unit\"}} with texts.")]
    [InlineData("""{"units":[]}""", "", "The kernel declared units as {\"units\":[]}. Declare them once, as {\"units\":{\"property\":\"unit\"}} with texts.")]
    public async Task Units_that_cannot_be_used_fail_the_batch(string first, string second, string message)
    {
        var refused = await Assert.ThrowsAsync<KernelOutputException>(() => PublishAsync(Input("a"), $"{first}\n{Line("a", 1)}{second}\n"));
        Assert.Equal((KernelOutputException.Units, message), (refused.Reason, refused.Message));
    }

    [Fact]
    public async Task The_same_units_twice_are_one_declaration()
    {
        var (rows, _) = await PublishAsync(Input("a"), """{"units":{"x":"GPa","a":"W/(m K)"}}""" + "\n" + Line("a", 1) + """{"units":{"a":"W/(m K)","x":"GPa"}}""" + "\n");
        Assert.Equal("""{"units":{"a":"W/(m K)","x":"GPa"}}""", rows.Split('\n')[0]);
    }

    [Fact]
    public async Task Only_scalars_of_the_input_are_carried_over()
    {
        const string Input = """{"id":"a\"b","properties":{"n":1,"s":"é","o":{"deep":[1]},"t":true,"l":[1,2],"z":null}}""" + "\n";
        var (rows, _) = await PublishAsync(Input, """{"id":"a\u0022b","properties":{"x":1}}""" + "\n");
        Assert.Equal("""{"id":"a\"b","inputs":{"n":1,"s":"é","t":true,"z":null},"properties":{"x":1}}""" + "\n", rows);
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"properties\":{}}\n")]
    [InlineData("{\"id\":\"a\",\"properties\":[]}\n")]
    [InlineData("{\"id\":\"a\",\"properties\":{}\n")]
    public async Task An_input_that_fetch_did_not_write_is_refused(string input) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => PublishAsync(input, Line("a", 1)));

    [Fact]
    public async Task An_input_that_names_a_candidate_twice_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => PublishAsync(Input("a", "a"), Line("b", 1)));

    [Fact]
    public async Task An_output_cut_at_any_byte_keeps_the_lines_before_the_cut()
    {
        var ids = new[] { "a", "b", "c" };
        var output = Encoding.UTF8.GetBytes(string.Concat(ids.Select((id, i) => Line(id, i))));
        for (var cut = 0; cut <= output.Length; cut++)
        {
            var (_, summary) = await PublishAsync(Encoding.UTF8.GetBytes(Input(ids)), output[..cut]);
            // A line that lacks only its newline is whole.
            var whole = output[..cut].Count(b => b == '\n') + (cut < output.Length && output[cut] == '\n' ? 1 : 0);
            Assert.Equal(whole, summary.Succeeded);
            Assert.Equal(3 - whole, summary.Failed);
        }
    }

    [Fact]
    public async Task The_quick_way_and_the_general_way_read_the_same()
    {
        const int seed = 99;
        var random = new Random(seed);
        string[] names = ["x", "y", "formula", "\\u0078", "long name", "é"];
        string[] values = ["1", "-0.5", "1e3", "1E999", "01", "1.", "+1", "true", "null", "\"t\"", "\"1\"", "\"\\u0031\"", "\"NaN\"", "NaN", "[1]", "{\"value\":2}", "tru", "", "\"open", "1 ", " 1", "\"a\tb\""];
        string[] inputs = ["1", "\"t\"", "null", "\"2.5\"", "-1e-3", "true", "{\"a\":1}"];
        string[] gaps = ["", "", "", " ", "  "];
        string Gap() => gaps[random.Next(gaps.Length)];
        var ranking = Ranking.Rankings.Of(Ranking.Rankings.Maximize("x"), Ranking.Rankings.Maximize("input.x")) with { Report = ["y"] };
        for (var round = 0; round < 20_000; round++)
        {
            string Properties(int most) => string.Concat(Enumerable.Range(0, random.Next(most)).Select(i =>
                $"{(i == 0 ? "" : "," + Gap())}\"{names[random.Next(names.Length)]}\":{Gap()}{values[random.Next(random.Next(2) == 0 ? 4 : values.Length)]}"));
            var line = $"{{\"id\":{Gap()}\"a\",{Gap()}\"properties\":{Gap()}{{{Properties(4)}}}{Gap()}}}{(random.Next(8) == 0 ? "]" : "")}\n";
            var input = $"{{\"id\":\"a\",\"properties\":{{{string.Join(',', names.Take(random.Next(4)).Select((name, i) => $"\"{name}\":{inputs[(round + i) % inputs.Length]}"))}}}}}\n";

            // A blank in front keeps a line from the quick way and changes nothing else.
            var (quick, quickSummary) = await PublishAsync(input, line, ranking);
            var (general, generalSummary) = await PublishAsync(" " + input, " " + line, ranking);
            if (quick.Contains("valid JSON at byte", StringComparison.Ordinal))
            {
                Assert.Contains("valid JSON at byte", general, StringComparison.Ordinal);
                continue;
            }

            Assert.True((quick, Text(quickSummary)) == (general, Text(generalSummary)), $"seed {seed}, round {round}: {line}");
        }
    }

    [Fact]
    public async Task An_empty_batch_gives_no_rows()
    {
        var (rows, summary) = await PublishAsync("", "");
        Assert.Equal(("", 0), (rows, summary.Candidates));
    }

    private static string Line(string id, int x) => $$$"""{"id":"{{{id}}}","properties":{"x":{{{x}}}}}""" + "\n";
}
