namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>What a container is in its pod.</summary>
internal enum ContainerKind
{
    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>An init container with restartPolicy Always, which runs beside those that follow (KEP-753).</summary>
    Sidecar,

    /// <summary>One of the containers that the pod is for.</summary>
    Main,
}
