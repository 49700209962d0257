using MaterialsSim.Api;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>
/// Whether a campaign can start as it is written: the API server's own rules once more (a stored object may be older than the rules), what they cannot say,
/// and what this version does not serve. Pure: looks at the object alone.
/// </summary>
public static class PreflightChecks
{
    /// <summary>All problems, the gravest kind first; none when the campaign may start.</summary>
    public static IReadOnlyList<PreflightProblem> Run(SimulationCampaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return [.. CelWalker.Violations(campaign), .. SpecChecks.Problems(campaign.Spec), .. ServedChecks.Problems(campaign.Spec)];
    }
}
