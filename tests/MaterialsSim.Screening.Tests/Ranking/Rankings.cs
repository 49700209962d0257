using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Screening.Tests.Ranking;

/// <summary>Rankings for tests.</summary>
internal static class Rankings
{
    public static Objective Maximize(string property, double? low = 0, double? high = 100, double weight = 1, Scale scale = Scale.Linear) =>
        new() { Property = property, Goal = Goal.Maximize, Low = low, High = high, Weight = weight, Scale = scale };

    public static Objective Minimize(string property, double? low = 0, double? high = 100, double weight = 1, Scale scale = Scale.Linear) =>
        new() { Property = property, Goal = Goal.Minimize, Low = low, High = high, Weight = weight, Scale = scale };

    public static Objective Target(string property, double target, double low, double high, Scale scale = Scale.Linear) =>
        new() { Property = property, Goal = Goal.Target, Target = target, Low = low, High = high, Scale = scale };

    public static RankingSpec Of(params Objective[] objectives) => new() { Objectives = objectives };

    public static RankingSpec ByValue(string property = "x") => Of(Maximize(property, null, null));

    /// <summary>Two conflicting objectives, a key, two reported inputs.</summary>
    public static RankingSpec HardAndLight => new()
    {
        Objectives = [Maximize("hardness") with { Unit = "GPa" }, Minimize("density", 0, 10)],
        Constraints = [new Constraint { Property = "debye", Min = 300 }],
        TopK = 3,
        DistinctBy = "formula",
        Report = ["formula", "group"],
    };
}
