namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// Which pod is given up first: unscheduled before scheduled, pending before running, not ready before ready, more restarts before fewer, newer
/// before older; then the higher index, so that the answer does not depend on chance. Source: kubernetes pkg/controller/controller_utils.go, ActivePods.
/// </summary>
internal sealed class PodRank : IComparer<PodState>
{
    public static readonly PodRank LeastAdvancedFirst = new();

    public int Compare(PodState? x, PodState? y) =>
        (x!.IsScheduled, Phase(x), x.IsReady, -x.Restarts, -x.CreatedAt.UtcTicks, -(x.Index ?? 0), x.Name)
            .CompareTo((y!.IsScheduled, Phase(y), y.IsReady, -y.Restarts, -y.CreatedAt.UtcTicks, -(y.Index ?? 0), y.Name));

    private static int Phase(PodState pod) => pod.Phase switch { "Pending" => 0, "Running" => 2, _ => 1 };
}
