namespace MaterialsSim.LocalCluster.Node;

/// <summary>
/// A folder of the host that stands for an image. A file <c>image.json</c> in it may set <c>root</c>, <c>entrypoint</c> and <c>env</c>
/// where this says nothing.
/// </summary>
public sealed record ImageFolder
{
    /// <summary>
    /// Last part of the image's repository, without tag and digest: <c>elastic-screening</c> stands for <c>ghcr.io/example/elastic-screening:1.0</c>.
    /// A <c>*</c> stands for any characters.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The folder.</summary>
    public required string HostFolder { get; init; }

    /// <summary>Where the folder is in the container, such as <c>/kernel</c>.</summary>
    public string? Root { get; init; }

    /// <summary>What runs when the pod names no command; paths as in the container.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Environment of the image; host paths, if any, are taken as they are.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}
