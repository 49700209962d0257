using MaterialsSim.LocalCluster.Node;

namespace MaterialsSim.Cli.Cluster;

/// <summary>Which folders stand for which images on the local node.</summary>
internal static class KernelImages
{
    /// <summary>Name of the image that the operator's pods run the agent from.</summary>
    public const string Agent = "materialssim-agent";

    // Where the operator looks for the agent in its image.
    private const string AgentRoot = "/app";

    /// <summary>Folders by the last part of the image's name: the project's kernels, the agent, and what the user named, which wins.</summary>
    /// <exception cref="CliException">A mapping is malformed or its folder is missing.</exception>
    public static IReadOnlyList<ImageFolder> Folders(Installation installation, IReadOnlyList<string> mappings)
    {
        var folders = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var kernel in installation.Kernels)
        {
            folders[Path.GetFileName(kernel)] = kernel;
        }

        foreach (var mapping in mappings)
        {
            var (name, folder) = Parse(mapping);
            folders[name] = folder;
        }

        folders.Remove(Agent);
        return
        [
            .. folders.Select(f => new ImageFolder { Name = f.Key, HostFolder = f.Value }),
            new ImageFolder { Name = Agent, HostFolder = installation.Agent, Root = AgentRoot },
        ];
    }

    private static (string Name, string Folder) Parse(string mapping)
    {
        var at = mapping.IndexOf('=', StringComparison.Ordinal);
        var (name, folder) = at < 1 ? ("", "") : (mapping[..at], Path.GetFullPath(mapping[(at + 1)..] is { Length: > 0 } given ? given : "."));
        if (name.Length == 0 || name.Contains('/') || name.Contains(':'))
        {
            throw new CliException(ExitCodes.Usage, $"--kernel-image {mapping}: write NAME=FOLDER, where NAME is the last part of the image's name without tag, such as my-kernel=./kernel");
        }

        return Directory.Exists(folder) ? (name, folder) : throw new CliException(ExitCodes.Usage, $"--kernel-image {mapping}: there is no folder {folder}");
    }
}
