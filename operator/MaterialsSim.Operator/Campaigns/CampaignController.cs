using MaterialsSim.Api;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.ControllerRuntime;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Controllers;

namespace MaterialsSim.Operator.Campaigns;

/// <summary>Hands campaigns from the cache to the reconciler.</summary>
internal sealed class CampaignController(IReadOnlyStore<SimulationCampaign> campaigns, CampaignReconciler reconciler) : IReconciler
{
    public async Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
        => campaigns.Find(key) is { } campaign ? new(await reconciler.ReconcileAsync(campaign, cancellationToken)) : ReconcileResult.Done;

    /// <summary>Forgets a campaign when it goes: its UID never comes back.</summary>
    public static void ForgetDeleted(Store<SimulationCampaign> campaigns, CampaignReconciler reconciler)
        => campaigns.Subscribe(change =>
        {
            if (change.Type == ChangeType.Deleted && change.Old?.Metadata.Uid is { } uid)
            {
                reconciler.Forget(uid);
            }
        });
}
