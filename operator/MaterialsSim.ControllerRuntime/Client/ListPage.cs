namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects that could be read.</param>
/// <param name="ResourceVersion">The version of the whole list, to watch from.</param>
/// <param name="Continue">Where the next page starts; null on the last.</param>
/// <param name="Unreadable">Objects that do not fit the type, by name and cause: one foreign object must not hide all others.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string ResourceVersion, string? Continue, IReadOnlyList<string> Unreadable);
