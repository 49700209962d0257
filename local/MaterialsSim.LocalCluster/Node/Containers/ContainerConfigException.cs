namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>A container cannot be started as its pod asks for it; it waits, and the reason and message say for what.</summary>
internal sealed class ContainerConfigException(string reason, string message) : Exception(message)
{
    /// <summary>Reason of the waiting state, such as CreateContainerConfigError.</summary>
    public string Reason { get; } = reason;
}
