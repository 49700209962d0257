namespace MaterialsSim.LocalCluster.Client;

/// <summary>What the API server asks of the node that runs a pod, for subresources that a kubelet serves.</summary>
public interface IPodRuntime
{
    /// <summary>
    /// A container's log as it is so far and, with <paramref name="follow"/>, until the container ends. Null when the container has not started.
    /// </summary>
    Task<Stream?> OpenLogAsync(string podUid, string container, bool previous, bool follow, CancellationToken cancellationToken);
}
