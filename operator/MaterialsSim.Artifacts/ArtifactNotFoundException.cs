namespace MaterialsSim.Artifacts;

/// <summary>There is no object at the path.</summary>
public sealed class ArtifactNotFoundException(string root, string path)
    : Exception($"No artifact '{path}' below {root}.")
{
    /// <summary>Path below the root.</summary>
    public string Path { get; } = path;
}
