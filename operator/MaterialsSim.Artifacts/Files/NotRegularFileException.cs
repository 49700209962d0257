namespace MaterialsSim.Artifacts.Files;

/// <summary>Something else than a regular file, or than a folder on the way to one, has the name.</summary>
public sealed class NotRegularFileException(string path, FileFacts facts) : Exception($"{path} is {facts.Describe()}.")
{
    /// <summary>Where.</summary>
    public string Path { get; } = path;

    /// <summary>What is there.</summary>
    public FileFacts Facts { get; } = facts;
}
