namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>The phase of a pod from its containers (kubernetes pkg/kubelet/kubelet_pods.go, getPhase).</summary>
internal static class PodPhase
{
    public static string Of(IReadOnlyList<ContainerRecord> containers, string restartPolicy, bool hasEnded)
    {
        var main = containers.Where(container => container.Kind == ContainerKind.Main).ToList();
        var initialised = containers.All(container => container.Kind == ContainerKind.Main || IsInitialised(container));
        if (hasEnded)
        {
            return initialised && main.All(container => container.HasSucceeded) ? "Succeeded" : "Failed";
        }

        if (!initialised)
        {
            return "Pending";
        }

        // A container that waits to be restarted has been running; one that never ran keeps the pod pending.
        return main.Any(container => container.IsRunning || container.Last is not null || (container.State is ContainerState.Terminated && restartPolicy != "Never"))
            || main.Any(container => container.State is ContainerState.Terminated)
            ? "Running"
            : "Pending";
    }

    /// <summary>Whether what follows an init container may start.</summary>
    public static bool IsInitialised(ContainerRecord container) =>
        container.Kind == ContainerKind.Sidecar ? container.State is not ContainerState.Waiting || container.Last is not null : container.HasSucceeded;
}
