namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>How to delete.</summary>
public sealed record DeleteOptions
{
    /// <summary>Only when the object still has this UID; else a conflict.</summary>
    public string? Uid { get; init; }

    /// <summary>Only when the object still has this version; else a conflict.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; the kind's default when null.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Seconds that pods get to end; the object's own when null.</summary>
    public int? GracePeriodSeconds { get; init; }
}
