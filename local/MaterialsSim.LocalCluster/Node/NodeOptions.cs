namespace MaterialsSim.LocalCluster.Node;

/// <summary>How the cluster's one node runs pods.</summary>
public sealed class NodeOptions
{
    /// <summary>Folder for pods, volumes and logs. Created when absent; only this node may use it.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Which folder stands for which image.</summary>
    public IReadOnlyList<ImageFolder> ImageFolders { get; init; } = [];

    /// <summary>Name of the node.</summary>
    public string Name { get; init; } = "local";

    /// <summary>Pods at a time.</summary>
    public int MaxPods { get; init; } = 110;

    /// <summary>CPUs that pods may request together; default: those of the machine.</summary>
    public double Cpu { get; init; } = Environment.ProcessorCount;

    /// <summary>Bytes of memory that pods may request together; default: those of the machine.</summary>
    public long Memory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Upper bound of every grace period, so that tests end soon; null for none.</summary>
    public TimeSpan? MaxGracePeriod { get; init; }

    /// <summary>Value of PATH in containers; default: the host's.</summary>
    public string? Path { get; init; }

    /// <summary>Whether pods may mount the host's folders.</summary>
    public bool AllowHostPath { get; init; }

    /// <summary>Bytes of a container's log before it is rotated; the last two files are kept.</summary>
    public long MaxLogBytes { get; init; } = 10 * 1024 * 1024;
}
