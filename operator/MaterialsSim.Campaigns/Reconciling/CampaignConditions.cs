using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>
/// The seven conditions and the phase that a standing means. kstatus reads Reconciling and Stalled first, then Ready
/// (https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md); pipelines gate on Complete.
/// </summary>
internal static class CampaignConditions
{
    // The longest message stands in three conditions; all of status stays below 10 kB.
    private const int MaxMessage = 700;

    /// <summary>Sets phase and conditions; a condition's transition time moves only when its status does.</summary>
    public static void Apply(CampaignPass pass)
    {
        var (standing, reason, message) = (pass.Standing, pass.Reason, pass.Message);
        var isStalled = standing is Standing.Waiting or Standing.Invalid or Standing.Failed;
        var isReconciling = standing is Standing.Planning or Standing.Rescoring;
        var isBusy = standing is Standing.Planning or Standing.Running or Standing.Rescoring or Standing.Finishing;
        var ready = isReconciling ? ConditionStatus.Unknown : Of(!isStalled);

        Set(pass, ConditionTypes.Ready, ready, reason, message);
        Set(pass, ConditionTypes.Reconciling, Of(isReconciling), reason, isReconciling ? message : "");
        Set(pass, ConditionTypes.Stalled, Of(isStalled), isStalled ? reason : Reasons.AsExpected, isStalled ? message : "");
        if (pass.Obstacle is { } obstacle && isBusy)
        {
            Set(pass, ConditionTypes.Progressing, ConditionStatus.False, obstacle.Reason, obstacle.Message);
        }
        else
        {
            Set(pass, ConditionTypes.Progressing, Of(isBusy), reason, isBusy ? "" : message);
        }

        Set(pass, ConditionTypes.Complete, Of(standing == Standing.Complete), reason, standing == Standing.Complete ? message : "");
        var isFailed = standing is Standing.Failed or Standing.Invalid;
        Set(pass, ConditionTypes.Failed, Of(isFailed), isFailed ? reason : Reasons.AsExpected, isFailed ? message : "");
        var isSuspended = standing == Standing.Suspended;
        Set(pass, ConditionTypes.Suspended, Of(isSuspended), isSuspended ? Reasons.Suspended : Reasons.NotSuspended, "");

        pass.Status.Phase = Phase(standing);
        pass.Status.ObservedGeneration = pass.Generation;
    }

    /// <summary>Says that a finished campaign was seen in its newest generation, and nothing else has changed.</summary>
    public static void Touch(CampaignPass pass)
    {
        foreach (var condition in pass.Status.Conditions ?? [])
        {
            condition.ObservedGeneration = pass.Generation;
        }

        pass.Status.ObservedGeneration = pass.Generation;
    }

    /// <summary>A condition of a status, or null.</summary>
    public static V1Condition? Find(SimulationCampaignStatus? status, string type)
        => status?.Conditions?.FirstOrDefault(c => c.Type == type);

    private static string Of(bool holds) => holds ? ConditionStatus.True : ConditionStatus.False;

    private static string Phase(Standing standing) => standing switch
    {
        Standing.Planning => Phases.Planning,
        Standing.Running or Standing.Rescoring => Phases.Running,
        Standing.Finishing => Phases.Finishing,
        Standing.Complete => Phases.Complete,
        Standing.Suspended => Phases.Suspended,
        Standing.Invalid => Phases.Invalid,
        Standing.Failed => Phases.Failed,
        _ => Phases.Pending,
    };

    private static void Set(CampaignPass pass, string type, string status, string reason, string message)
    {
        var conditions = pass.Status.Conditions ??= [];
        var condition = conditions.FirstOrDefault(c => c.Type == type);
        if (condition is null)
        {
            condition = new V1Condition { Type = type };
            conditions.Add(condition);
        }

        if (condition.Status != status)
        {
            condition.Status = status;
            condition.LastTransitionTime = pass.Now.UtcDateTime;
        }

        condition.Reason = reason;
        condition.Message = TextBudget.Cut(message, MaxMessage);
        condition.ObservedGeneration = pass.Generation;
    }
}
