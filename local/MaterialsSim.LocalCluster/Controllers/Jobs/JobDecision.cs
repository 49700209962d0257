namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>What one look at a Job decides, in the order in which it is carried out.</summary>
internal sealed record JobDecision
{
    /// <summary>Pods to delete at once.</summary>
    public IReadOnlyList<PodState> Delete { get; init; } = [];

    /// <summary>Whether the deleted pods lose their finalizer first: pods that the Job no longer wants are not counted as failed.</summary>
    public bool DeleteUncounted { get; init; }

    /// <summary>Pods to create.</summary>
    public IReadOnlyList<PodOrder> Create { get; init; } = [];

    /// <summary>The status to write before finalizers go: it records the pods that are about to lose them.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Pods that are recorded and lose their finalizer.</summary>
    public IReadOnlyList<PodState> Release { get; init; } = [];

    /// <summary>The end of the Job, once every pod is counted and none is terminating.</summary>
    public JobCondition? Finished { get; init; }

    /// <summary>Failures so far, to keep when <see cref="Status"/> is written.</summary>
    public JobBackoff Backoff { get; init; } = JobBackoff.None;

    /// <summary>Suspended or Resumed, when that changed.</summary>
    public string? Event { get; init; }

    /// <summary>When to look again though nothing happens.</summary>
    public TimeSpan? LookAgainAfter { get; init; }
}
