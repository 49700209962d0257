using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;
using MaterialsSim.Screening.Tests.Results;
using static MaterialsSim.Screening.Tests.Ranking.Rankings;

namespace MaterialsSim.Screening.Tests.Ranking;

public class ScoringTests
{
    private const string Inputs = """{"formula":"C","both":1,"density":2.5,"text":"3.5","word":"x","nothing":null,"x":null}""";

    public static TheoryData<string, string, RankingSpec, string?> Rules => new()
    {
        // scenario, output properties, ranking, reason (null: ranked)
        { "a number", """{"x":1}""", ByValue(), null },
        { "a value with its uncertainty", """{"x":{"value":1,"uncertainty":0.1}}""", ByValue(), null },
        { "a value in an object with more", """{"x":{"unit":"GPa","value":1,"more":[{"value":2}]}}""", ByValue(), null },
        { "absent", """{"y":1}""", ByValue(), "MissingProperty" },
        { "null", """{"x":null}""", ByValue(), "MissingProperty" },
        { "text", """{"x":"1"}""", ByValue(), "MissingProperty" },
        { "truth", """{"x":true}""", ByValue(), "MissingProperty" },
        { "an array", """{"x":[1]}""", ByValue(), "MissingProperty" },
        { "an object without value", """{"x":{"uncertainty":1}}""", ByValue(), "MissingProperty" },
        { "an object whose value is no number", """{"x":{"value":null}}""", ByValue(), "MissingProperty" },
        { "only in the input", """{"y":1}""", ByValue("density"), "MissingProperty" },
        { "a word for NaN", """{"x":NaN}""", ByValue(), "NotFinite" },
        { "a word in a value", """{"x":{"value":-Infinity,"uncertainty":1}}""", ByValue(), "NotFinite" },
        { "a text for NaN", """{"x":"NaN"}""", ByValue(), "NotFinite" },
        { "too large for a double", """{"x":1e999}""", ByValue(), "NotFinite" },
        { "too small for a double", """{"x":1e-999}""", ByValue(), null },
        { "another property is NaN", """{"x":1,"y":NaN}""", ByValue(), null },
        { "twice", """{"x":1,"x":1}""", ByValue(), "Malformed" },
        { "escaped name", """{"\u0078":1}""", ByValue(), null },
        { "in input and output", """{"both":1}""", ByValue("both"), "AmbiguousProperty" },
        { "in input as null", """{"x":1}""", ByValue("x"), null },
        { "input named", """{"both":1}""", ByValue("input.both"), null },
        { "input as numeric text", """{}""", ByValue("input.text"), null },
        { "input as a word", """{}""", ByValue("input.word"), "MissingProperty" },
        { "input absent", """{}""", ByValue("input.none"), "MissingProperty" },
        { "input null", """{}""", ByValue("input.nothing"), "MissingProperty" },
        { "constraint absent", """{"x":1}""", ByValue() with { Constraints = [new Constraint { Property = "y", Min = 1 }] }, "MissingProperty" },
        { "constraint NaN", """{"x":1,"y":NaN}""", ByValue() with { Constraints = [new Constraint { Property = "y", Min = 1 }] }, "NotFinite" },
        { "constraint kept at its bound", """{"x":1,"y":1}""", ByValue() with { Constraints = [new Constraint { Property = "y", Min = 1, Max = 1 }] }, null },
        { "constraint broken below", """{"x":1,"y":0.99}""", ByValue() with { Constraints = [new Constraint { Property = "y", Min = 1 }] }, "Infeasible" },
        { "constraint broken above", """{"x":1,"y":1.01}""", ByValue() with { Constraints = [new Constraint { Property = "y", Max = 1 }] }, "Infeasible" },
        { "constraint on an input", """{"x":1}""", ByValue() with { Constraints = [new Constraint { Property = "input.density", Max = 2 }] }, "Infeasible" },
        { "one constraint broken, one absent", """{"x":1,"y":0}""", ByValue() with { Constraints = [new Constraint { Property = "y", Min = 1 }, new Constraint { Property = "z", Min = 1 }] }, "MissingProperty" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_row_is_ranked_or_told_why_not(string scenario, string properties, RankingSpec ranking, string? reason)
    {
        Assert.NotEmpty(scenario);
        var summary = await RankAsync(properties, ranking);
        Assert.Equal(reason, summary.Infeasible == 1 ? "Infeasible" : summary.Failures.SingleOrDefault()?.Reason);
        Assert.Equal(reason is null ? 1 : 0, summary.Succeeded);
        Assert.Equal(summary.Succeeded, summary.Front.Count);
    }

    [Theory]
    [InlineData("AmbiguousProperty", "both", """{"both":1}""", "Property 'both' is in the input and in the result; write input.both for the former.")]
    [InlineData("MissingProperty", "x", "{}", "The result has no number for property 'x'.")]
    [InlineData("MissingProperty", "input.word", "{}", "The input has no number for property 'word'.")]
    [InlineData("NotFinite", "x", """{"x":1e400}""", "Property 'x' of the result is not a finite number.")]
    [InlineData("Malformed", "x", """{"x":1,"x":2}""", "Property 'x' is in the result more than once.")]
    public async Task The_message_names_the_property_and_the_side(string reason, string property, string properties, string message)
    {
        var failure = Assert.Single((await RankAsync(properties, ByValue(property))).Failures);
        Assert.Equal(new FailureCount(reason, 1, "a", message), failure);
    }

    [Theory]
    [InlineData("GPa", "GPa", true)]
    [InlineData("GPa", "MPa", false)]
    [InlineData("GPa", null, true)]
    [InlineData(null, "MPa", true)]
    [InlineData("", "MPa", true)]
    public async Task A_unit_that_differs_from_the_objectives_fails(string? asked, string? declared, bool ranked)
    {
        var ranking = Of(Maximize("x", null, null) with { Unit = asked });
        var summary = await RankAsync("""{"x":1}""", ranking, declared is null ? "" : $$$"""{"units":{"x":"{{{declared}}}"}}""" + "\n");
        Assert.Equal(ranked ? 1 : 0, summary.Succeeded);
        if (!ranked)
        {
            Assert.Equal(new FailureCount("UnitMismatch", 1, "a", "The kernel gives 'x' in 'MPa', the objective asks for 'GPa'."), Assert.Single(summary.Failures));
        }
    }

    [Theory]
    [InlineData("Maximize", 3, 3)]
    [InlineData("Maximize", -3, -3)]
    [InlineData("Maximize", 0, 0)]
    [InlineData("Minimize", 3, -3)]
    [InlineData("Minimize", 0, 0)]
    public async Task One_objective_ranks_by_its_value(string goal, double value, double score)
    {
        var ranking = Of(new Objective { Property = "x", Goal = Enum.Parse<Goal>(goal) });
        var entry = Assert.Single((await RankAsync($$$"""{"x":{{{value}}}}""", ranking)).Best);
        Assert.Equal((score, score, score, value), (entry.Score, entry.Mean, entry.Coordinates[0], entry.Values[0]));
    }

    [Fact]
    public async Task One_target_ranks_by_its_desirability()
    {
        var entry = Assert.Single((await RankAsync("""{"x":12}""", Of(Target("x", 10, 5, 15)))).Best);
        Assert.Equal((0.6, 0.6, 0.6, 12), (entry.Score, entry.Mean, entry.Coordinates[0], entry.Values[0]));
    }

    [Fact]
    public async Task Several_objectives_rank_by_the_weighted_geometric_mean()
    {
        var ranking = Of(Maximize("x", 0, 1, weight: 3), Minimize("y", 0, 10), Target("z", 0, -1, 1));
        var entry = Assert.Single((await RankAsync("""{"x":0.5,"y":2,"z":-0.9}""", ranking)).Best);
        Assert.Equal(Math.Pow(0.125 * 0.8 * 0.1, 1 / 5.0), entry.Score, 12);
        Assert.Equal((1.5 + 0.8 + 0.1) / 5, entry.Mean, 12);
        Assert.Equal([0.5, -2, 0.1], entry.Coordinates);
        Assert.Equal([0.5, 2, -0.9], entry.Values);
    }

    [Fact]
    public async Task Beyond_the_range_the_score_is_clamped_and_the_mean_is_not()
    {
        var entry = Assert.Single((await RankAsync("""{"x":300,"y":5}""", Of(Maximize("x", 0, 100), Maximize("y", 0, 10)))).Best);
        Assert.Equal(Math.Sqrt(0.5), entry.Score, 12);
        Assert.Equal(1.75, entry.Mean);
    }

    [Fact]
    public async Task A_desirability_of_zero_is_counted_kept_on_the_front_and_never_best()
    {
        var summary = await RankAsync("""{"x":0,"y":9}""", Of(Maximize("x", 0, 100), Maximize("y", 0, 10)));
        Assert.Empty(summary.Best);
        Assert.Equal([1L, 0], summary.Zeros);
        Assert.Equal(0, Assert.Single(summary.Front).Score);
        Assert.Empty(BestList.Settle(summary, Of(Maximize("x", 0, 100), Maximize("y", 0, 10))));
    }

    [Fact]
    public async Task Status_keeps_a_row_out_of_the_ranking()
    {
        foreach (var status in new[] { "NotConverged", "OutOfModel" })
        {
            var (_, summary) = await Batches.PublishAsync(Batches.Input("a"), $$$"""{"id":"a","status":"{{{status}}}","properties":{"x":1e9}}""" + "\n");
            Assert.Equal((1, 0, 0), (summary.Unranked, summary.Succeeded, summary.Failed));
            Assert.Empty(summary.Front);
        }
    }

    [Fact]
    public async Task Reported_inputs_and_the_key_are_text_as_the_input_has_them()
    {
        var ranking = ByValue() with { DistinctBy = "formula", Report = ["density", "text", "none", "nothing", "word"] };
        var entry = Assert.Single((await RankAsync("""{"x":1}""", ranking)).Best);
        Assert.Equal("C", entry.DistinctKey);
        Assert.Equal([new("density", "2.5"), new("text", "3.5"), new("word", "x")], entry.Report);
    }

    private static async Task<Summary> RankAsync(string properties, RankingSpec ranking, string units = "") =>
        (await Batches.PublishAsync(
            $$"""{"id":"a","properties":{{Inputs}}}""" + "\n", units + $$"""{"id":"a","properties":{{properties}}}""" + "\n", ranking)).Summary;
}
