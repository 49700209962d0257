namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>Who records, and how much. The defaults are client-go's (tools/events/event_broadcaster.go, tools/record/events_cache.go).</summary>
public sealed record EventRecorderOptions
{
    /// <summary>The controller's name, such as <c>example.com/operator</c>.</summary>
    public required string Controller { get; init; }

    /// <summary>This process; at most 128 characters.</summary>
    public string Instance { get; init; } = Environment.MachineName;

    /// <summary>Events that wait to be written; more are dropped.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>A series that was quiet for this long is over.</summary>
    public TimeSpan SeriesEnd { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>The count of a running series is written this often, after its first repetition.</summary>
    public TimeSpan SeriesRefresh { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Events an object may have at once; a series counts at its start.</summary>
    public int SpamBurst { get; init; } = 25;

    /// <summary>Time after which it may have one more.</summary>
    public TimeSpan SpamInterval { get; init; } = TimeSpan.FromMinutes(5);
}
