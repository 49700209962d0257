using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Execution;

/// <summary>A piece of work as the cluster shows it.</summary>
public sealed record ObservedWork
{
    /// <summary>Name of the object.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its UID.</summary>
    public required string Uid { get; init; }

    /// <summary>Plan or wave.</summary>
    public required WorkRole Role { get; init; }

    /// <summary>Number of the run.</summary>
    public required int Run { get; init; }

    /// <summary>Number of the wave; 0 for a plan.</summary>
    public required int Wave { get; init; }

    /// <summary>Where it stands.</summary>
    public WorkState State { get; init; }

    /// <summary>Reason and message of its end, when it failed.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Deletion has begun.</summary>
    public bool Deleting { get; init; }

    /// <summary>Suspended by its spec.</summary>
    public bool Suspended { get; init; }

    /// <summary>Pods at a time, by its spec.</summary>
    public int Parallelism { get; init; }

    /// <summary>Time to live, by its spec.</summary>
    public int? TtlSeconds { get; init; }

    /// <summary>Pods that are running or pending.</summary>
    public int ActivePods { get; init; }

    /// <summary>Indexes that ended well.</summary>
    public required BatchSet Completed { get; init; }

    /// <summary>Indexes that ended otherwise.</summary>
    public required BatchSet Failed { get; init; }
}
