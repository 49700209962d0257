namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>When a container is started again, and how long it waits (kubernetes pkg/kubelet/container/helpers.go; doBackOff of kuberuntime).</summary>
internal static class RestartRules
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>A run this long forgives earlier ends.</summary>
    public static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(10);

    public static bool Restarts(ContainerKind kind, string policy, int exitCode) => kind switch
    {
        ContainerKind.Sidecar => true,
        ContainerKind.Init => exitCode != 0 && policy != "Never",
        _ => policy == "Always" || (policy == "OnFailure" && exitCode != 0),
    };

    /// <summary>The delay after so many ends in a row: none after the first, then 10 s, doubled each time, at most 5 min.</summary>
    public static TimeSpan Delay(int ends)
    {
        if (ends <= 1)
        {
            return TimeSpan.Zero;
        }

        var delay = First * Math.Pow(2, Math.Min(ends - 2, 10));
        return delay < Longest ? delay : Longest;
    }
}
