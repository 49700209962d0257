namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>What a reflector follows, and how patient it is. The defaults are client-go's (tools/cache/reflector.go).</summary>
public sealed record ReflectorOptions<T>
{
    /// <summary>Only this namespace; null is everywhere.</summary>
    public string? Namespace { get; init; }

    /// <summary>Only these labels.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Only these fields.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects a page of the list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>The shortest time that a watch is asked for; the longest is twice this.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A watch that the server should have ended this long ago is dead.</summary>
    public TimeSpan WatchdogSlack { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after a failure.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The longest wait after a failure.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Drops what nobody reads, after managedFields and the last-applied annotation went. Gets an object of its own; may change and return it.</summary>
    public Func<T, T>? Transform { get; init; }
}
