namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>What a watch event tells. ERROR events never appear: they are thrown as <see cref="KubernetesApiException"/>.</summary>
public enum WatchEventKind
{
    /// <summary>The object is new.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone; the event holds its last state.</summary>
    Deleted,

    /// <summary>No change, only a version to resume from.</summary>
    Bookmark,
}
