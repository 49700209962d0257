namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>Which pods come and go.</summary>
/// <param name="Delete">Pods to delete.</param>
/// <param name="DeleteUncounted">Whether they are dropped without being counted as failed.</param>
/// <param name="Create">Pods to create.</param>
/// <param name="LookAgainAfter">When a delay for failed pods ends.</param>
internal sealed record PodPlan(IReadOnlyList<PodState> Delete, bool DeleteUncounted, IReadOnlyList<PodOrder> Create, TimeSpan? LookAgainAfter)
{
    public static readonly PodPlan None = new([], false, [], null);

    /// <summary>The Job ends: all active pods go, and those that failed for it are counted (deleteActivePods).</summary>
    public static PodPlan Stop(JobPods pods) => new(pods.Active, false, [], null);
}
