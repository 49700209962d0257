namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>All that the rules look at.</summary>
internal sealed record JobSnapshot
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required JobSpec Spec { get; init; }

    public required JobStatus Status { get; init; }

    public bool IsDeleting { get; init; }

    /// <summary>The Job's pods; ended ones that are counted may be left out.</summary>
    public required IReadOnlyCollection<PodState> Pods { get; init; }

    /// <summary>Recent failures, for Jobs without a limit per index.</summary>
    public JobBackoff Backoff { get; init; } = JobBackoff.None;

    public required DateTimeOffset Now { get; init; }
}
