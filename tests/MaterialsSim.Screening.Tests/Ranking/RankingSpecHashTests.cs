using System.Text;
using MaterialsSim.Screening.Ranking;
using static MaterialsSim.Screening.Tests.Ranking.Rankings;

namespace MaterialsSim.Screening.Tests.Ranking;

public class RankingSpecHashTests
{
    private static readonly RankingSpec Full = new()
    {
        Objectives =
        [
            new Objective { Property = "kappa", Unit = "W/(m K)", Goal = Goal.Maximize, Low = 1, High = 2000, Scale = Scale.Log, Weight = 0.1 },
            new Objective { Property = "input.density", Goal = Goal.Target, Target = 3000, Low = 2000, High = 4000.5 },
        ],
        Constraints = [new Constraint { Property = "debye", Min = 300 }, new Constraint { Property = "input.n", Max = 1e22 }],
        TopK = 5,
        DistinctBy = "formula",
        Report = ["formula", "β"],
    };

    [Fact]
    public void The_canonical_form_and_its_hash_never_change()
    {
        Assert.Equal(
            """{"version":1,"objectives":[{"property":"kappa","unit":"W/(m K)","goal":"Maximize","scale":"Log","low":1,"high":2000,"weight":0.1},{"property":"input.density","goal":"Target","target":3000,"low":2000,"high":4000.5}],"constraints":[{"property":"debye","min":300},{"property":"input.n","max":1E+22}],"topK":5,"distinctBy":"formula","report":["formula","\u03B2"]}""",
            Encoding.UTF8.GetString(RankingSpecHash.Canonical(Full)));
        Assert.Equal("2009eade55b4e5e1e075aa105943f14371c13670af2f8cbdd2daa5eac2a00940", Full.Hash());
        Assert.Equal("0387f3d43914e392fa5f0fa6f67bbae188d9c08bab56181ef899f93e9d55d356", ByValue("hardness").Hash());
    }

    [Fact]
    public void What_is_set_to_its_default_counts_as_unset()
    {
        var bare = Of(new Objective { Property = "x", Goal = Goal.Minimize });
        var spelled = new RankingSpec
        {
            Objectives = [new Objective { Property = "x", Goal = Goal.Minimize, Unit = "", Scale = Scale.Linear, Weight = 1 }],
            Constraints = [],
            TopK = 10,
            Report = [],
        };
        Assert.Equal(bare.Hash(), spelled.Hash());
    }

    [Fact]
    public void Negative_zero_is_zero() =>
        Assert.Equal(Of(Maximize("x", 0.0)).Hash(), Of(Maximize("x", -0.0)).Hash());

    public static TheoryData<string, RankingSpec> Edits => new()
    {
        { "weight", Full with { Objectives = [Full.Objectives[0] with { Weight = 0.2 }, Full.Objectives[1]] } },
        { "unit", Full with { Objectives = [Full.Objectives[0] with { Unit = null }, Full.Objectives[1]] } },
        { "goal", Full with { Objectives = [Full.Objectives[0] with { Goal = Goal.Minimize }, Full.Objectives[1]] } },
        { "scale", Full with { Objectives = [Full.Objectives[0] with { Scale = Scale.Linear }, Full.Objectives[1]] } },
        { "target", Full with { Objectives = [Full.Objectives[0], Full.Objectives[1] with { Target = 3001 }] } },
        { "order", Full with { Objectives = [Full.Objectives[1], Full.Objectives[0]] } },
        { "constraint", Full with { Constraints = [Full.Constraints[0]] } },
        { "bound", Full with { Constraints = [new Constraint { Property = "debye", Max = 300 }, Full.Constraints[1]] } },
        { "topK", Full with { TopK = 6 } },
        { "distinctBy", Full with { DistinctBy = null } },
        { "report", Full with { Report = ["formula"] } },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Every_edit_changes_the_hash(string what, RankingSpec edited)
    {
        Assert.NotEmpty(what);
        Assert.NotEqual(Full.Hash(), edited.Hash());
    }

    [Fact]
    public void The_inputs_that_a_ranking_needs_are_named_once_and_sorted() =>
        Assert.Equal(["density", "formula", "n", "β"], Full.RequiredInputs());
}
