namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>Why a pod is ended by the node rather than by its containers.</summary>
/// <param name="Reason">Reason of the pod's status; null when it was deleted.</param>
/// <param name="Message">Message of the pod's status.</param>
/// <param name="DisruptionReason">Reason of the condition DisruptionTarget, which tells a Job that the pod is not to blame (KEP-3329); null for none.</param>
internal sealed record PodEnding(string? Reason, string? Message, string? DisruptionReason)
{
    public static readonly PodEnding Deleted = new(null, null, null);

    public static readonly PodEnding DeadlineExceeded = new("DeadlineExceeded", "Pod was active on the node longer than the specified deadline", null);

    /// <summary>As a kubelet ends pods when its machine shuts down (KEP-2000).</summary>
    public static readonly PodEnding NodeShutdown = new("Terminated", "Pod was terminated in response to imminent node shutdown.", "TerminationByKubelet");

    /// <summary>The node that ran the pod is gone; this one has only its name (the pod garbage collector's words for it).</summary>
    public static readonly PodEnding NodeLost = new("NodeLost", "The node stopped while the pod was running.", "DeletionByPodGC");

    /// <summary>The node itself failed.</summary>
    public static PodEnding NodeFailed(string why) => new("NodeError", $"The node could not run the pod to its end: {why}", "TerminationByKubelet");
}
