namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The object; null for a bookmark alone.</param>
/// <param name="ResourceVersion">The version to resume after this event.</param>
public readonly record struct WatchEvent<T>(WatchEventKind Kind, T? Object, string ResourceVersion)
    where T : class;
