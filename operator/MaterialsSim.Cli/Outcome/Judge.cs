using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;

namespace MaterialsSim.Cli.Outcome;

/// <summary>Reads from a campaign's conditions whether there is anything left to wait for.</summary>
internal static class Judge
{
    /// <summary>The outcome, or null while the campaign works. Only conditions of <paramref name="generation"/> or a later one count.</summary>
    public static CampaignOutcome? Of(SimulationCampaign campaign, long generation)
    {
        if (campaign.Status?.ObservedGeneration is not { } observed || observed < generation)
        {
            return null;
        }

        return True(campaign.Status, ConditionTypes.Complete) is { } complete ? new(ExitCodes.Done, complete.Reason, complete.Message)
            : True(campaign.Status, ConditionTypes.Suspended) is { } suspended ? new(ExitCodes.Suspended, suspended.Reason, "spec.suspend is true; finished batches are kept")
            : True(campaign.Status, ConditionTypes.Stalled) is not { } stalled ? null
            : campaign.Status.Phase == Phases.Failed ? new(ExitCodes.RunFailed, stalled.Reason, stalled.Message)
            : IsPassing(stalled.Reason) ? null
            : new(ExitCodes.CannotStart, stalled.Reason, stalled.Message);
    }

    // Faults that the operator gets over by itself in a moment; their message is shown as progress.
    private static bool IsPassing(string reason) => reason is Reasons.StoreUnavailable;

    private static V1Condition? True(SimulationCampaignStatus status, string type) =>
        status.Conditions?.FirstOrDefault(c => c.Type == type && c.Status == ConditionStatus.True);
}
