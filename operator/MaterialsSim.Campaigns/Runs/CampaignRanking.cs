using MaterialsSim.Api.Spec;
using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Campaigns.Runs;

/// <summary>The ranking part of a campaign in the words of the science.</summary>
internal static class CampaignRanking
{
    public static RankingSpec Of(SimulationCampaignSpec spec) => new()
    {
        Objectives = [.. spec.Objectives.Select(Objective)],
        Constraints = [.. (spec.Constraints ?? []).Select(c => new Constraint { Property = c.Property, Min = c.Min, Max = c.Max })],
        TopK = spec.TopK ?? SimulationCampaignSpec.DefaultTopK,
        DistinctBy = spec.DistinctBy,
        Report = [.. spec.Report ?? []],
    };

    private static Objective Objective(ObjectiveSpec objective) => new()
    {
        Property = objective.Property,
        Unit = objective.Unit,
        Goal = Enum.TryParse<Goal>(objective.Goal, out var goal) ? goal : Goal.Maximize,
        Target = objective.Target,
        Scale = objective.Scale == Scales.Log ? Scale.Log : Scale.Linear,
        Low = objective.Low,
        High = objective.High,
        Weight = objective.Weight ?? ObjectiveSpec.DefaultWeight,
    };
}
