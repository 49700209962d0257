namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>What the operator's installation decides about the Jobs it creates.</summary>
public sealed record IndexedJobOptions
{
    /// <summary>Image with the agent at <see cref="AgentPath"/>.</summary>
    public required string AgentImage { get; init; }

    /// <summary>Path of the agent in its image.</summary>
    public string AgentPath { get; init; } = "/app/materialssim-agent";

    /// <summary>URI of the artifact root, as pods reach it.</summary>
    public required string Store { get; init; }

    /// <summary>Folder, as pods see it, that <c>file://</c> datasets are resolved below; null allows none.</summary>
    public string? DatasetRoot { get; init; }

    /// <summary>Seconds that a pod may take beyond the kernel's timeout, for scheduling, fetch and publish.</summary>
    public int OverheadSeconds { get; init; } = 600;
}
