using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Tests.Datasets;

public sealed class RowFilterTests
{
    [Theory]
    [InlineData("min holds at the bound", "2", "2", true)]
    [InlineData("min fails below", "1.999", "2", false)]
    [InlineData("text is no number", "two", "2", false)]
    [InlineData("decimal comma is no number", "\"3,5\"", "2", false)]
    [InlineData("NaN is no number", "NaN", "2", false)]
    [InlineData("infinite is no number", "1e999", "2", false)]
    [InlineData("missing fails", "", "2", false)]
    [InlineData("quoted number", "\"3\"", "2", true)]
    [InlineData("exponent", "3e0", "2", true)]
    public async Task Min_compares_numbers(string scenario, string cell, string min, bool passes) =>
        await AssertCsv(scenario, cell, new InputFilter { Property = "a", Min = double.Parse(min) }, passes);

    [Theory]
    [InlineData("max holds at the bound", "2", true)]
    [InlineData("max fails above", "2.5", false)]
    [InlineData("missing fails", "", false)]
    public async Task Max_compares_numbers(string scenario, string cell, bool passes) =>
        await AssertCsv(scenario, cell, new InputFilter { Property = "a", Max = 2 }, passes);

    [Theory]
    [InlineData("in", "Si", true)]
    [InlineData("not in", "Ge", false)]
    [InlineData("text, not number", "1.0", false)]
    [InlineData("number as written", "1", true)]
    [InlineData("unescaped", "\"Si \"\"O2\"\"\"", true)]
    [InlineData("missing fails", "", false)]
    [InlineData("case matters", "si", false)]
    public async Task In_compares_text(string scenario, string cell, bool passes) =>
        await AssertCsv(scenario, cell, new InputFilter { Property = "a", In = ["é", "Si \"O2\"", "1", "Si", "zz"] }, passes);

    [Theory]
    [InlineData("refused", "Si", false)]
    [InlineData("another", "Ge", true)]
    [InlineData("missing fails", "", false)]
    public async Task NotIn_compares_text(string scenario, string cell, bool passes) =>
        await AssertCsv(scenario, cell, new InputFilter { Property = "a", NotIn = ["Si", "1"] }, passes);

    [Fact]
    public async Task All_bounds_of_a_filter_must_hold()
    {
        var filter = new InputFilter { Property = "a", Min = 1, Max = 3, In = ["1", "2", "5"], NotIn = ["2"] };
        await AssertCsv("all hold", "1", filter, true);
        await AssertCsv("refused", "2", filter, false);
        await AssertCsv("not in", "3", filter, false);
        await AssertCsv("above", "5", filter, false);
    }

    [Theory]
    [InlineData("number", """{"id":1,"a":2}""", true)]
    [InlineData("text that looks like one", """{"id":1,"a":"2"}""", false)]
    [InlineData("null", """{"id":1,"a":null}""", false)]
    [InlineData("absent", """{"id":1,"b":2}""", false)]
    [InlineData("true", """{"id":1,"a":true}""", false)]
    [InlineData("object", """{"id":1,"a":{"value":2}}""", false)]
    [InlineData("infinite", """{"id":1,"a":1e999}""", false)]
    public async Task Min_takes_numbers_of_JSON(string scenario, string line, bool passes) =>
        await AssertJson(scenario, line, new InputFilter { Property = "a", Min = 1 }, passes);

    [Theory]
    [InlineData("text", """{"id":1,"a":"Si"}""", true)]
    [InlineData("escaped text", """{"id":1,"a":"S\u0069"}""", true)]
    [InlineData("true", """{"id":1,"a":true}""", true)]
    [InlineData("number", """{"id":1,"a":1.0}""", true)]
    [InlineData("the id", """{"id":1,"a":"Ge"}""", false)]
    public async Task In_takes_any_JSON_as_text(string scenario, string line, bool passes) =>
        await AssertJson(scenario, line, new InputFilter { Property = "a", In = ["Si", "true", "1.0"] }, passes);

    [Fact]
    public async Task The_id_can_be_filtered()
    {
        await AssertJson("in", """{"id":"x"}""", new InputFilter { Property = "id", In = ["x"] }, true);
        await AssertJson("not in", """{"id":"y"}""", new InputFilter { Property = "id", In = ["x"] }, false);
    }

    private static Task AssertCsv(string scenario, string cell, InputFilter filter, bool passes) =>
        AssertPasses(scenario, $"id,b,a\nx,,{cell}\n", Dataset.Csv, filter, passes);

    private static Task AssertJson(string scenario, string line, InputFilter filter, bool passes) =>
        AssertPasses(scenario, line, Dataset.JsonLines, filter, passes);

    private static async Task AssertPasses(string scenario, string text, DatasetOptions options, InputFilter filter, bool passes)
    {
        using var reader = await DatasetReader.OpenAsync(new MemoryStream(Dataset.Bytes(text)), options, TestContext.Current.CancellationToken);
        var rows = new RowFilter(reader, [filter]);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.True(passes == rows.Passes(), scenario);
    }
}
