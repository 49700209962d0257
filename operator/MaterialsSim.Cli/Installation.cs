namespace MaterialsSim.Cli;

/// <summary>Where the parts that the command starts lie. The script <c>./materialssim</c> tells by environment; else they are looked for above the program.</summary>
internal sealed record Installation
{
    /// <summary>Folder that holds <c>crds/</c> and <c>kernels/</c>.</summary>
    public const string HomeVariable = "MATERIALSSIM_HOME";

    /// <summary>Folder that holds the executables, in <c>operator/</c> and <c>agent/</c>.</summary>
    public const string BuildVariable = "MATERIALSSIM_BUILD";

    private const string OperatorName = "materialssim-operator";

    private const string AgentName = "materialssim-agent";

    /// <summary>Files of the custom resource definitions.</summary>
    public required IReadOnlyList<string> Crds { get; init; }

    /// <summary>Folders of the kernels that come with the project, each standing for the image of its name.</summary>
    public required IReadOnlyList<string> Kernels { get; init; }

    /// <summary>The operator's executable.</summary>
    public required string Operator { get; init; }

    /// <summary>Folder of the agent's executable.</summary>
    public required string Agent { get; init; }

    /// <summary>Looks for the parts; <paramref name="environment"/> reads a variable.</summary>
    /// <exception cref="CliException">A part is missing.</exception>
    public static Installation Find(Func<string, string?> environment, string baseDirectory)
    {
        var home = environment(HomeVariable) ?? Above(baseDirectory)
            ?? throw new CliException(ExitCodes.ClusterFailed, $"There is no folder crds/ above {baseDirectory}. Start the command by ./materialssim, or set {HomeVariable} to the repository.");
        var crds = Directory.Exists(Path.Combine(home, "crds")) ? Directory.GetFiles(Path.Combine(home, "crds"), "*.yaml") : [];
        if (crds.Length == 0)
        {
            throw new CliException(ExitCodes.ClusterFailed, $"There are no definitions in {home}/crds. Set {HomeVariable} to a folder that has crds/ and kernels/.");
        }

        var kernels = Path.Combine(home, "kernels");
        var build = environment(BuildVariable) ?? Path.Combine(home, ".build");
        var installation = new Installation
        {
            Crds = [.. crds.Order(StringComparer.Ordinal)],
            Kernels = Directory.Exists(kernels) ? [.. Directory.GetDirectories(kernels).Order(StringComparer.Ordinal)] : [],
            Operator = Path.Combine(build, "operator", OperatorName),
            Agent = Path.Combine(build, "agent"),
        };
        foreach (var file in new[] { installation.Operator, Path.Combine(installation.Agent, AgentName) })
        {
            if (!File.Exists(file))
            {
                throw new CliException(ExitCodes.ClusterFailed, $"{file} is missing. Start the command by ./materialssim, which builds it.");
            }
        }

        return installation;
    }

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "crds")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
