namespace MaterialsSim.Architecture.Tests;

/// <summary>The dependency rule of the repository: what each project may reference. Dependencies point one way.</summary>
internal static class House
{
    /// <summary>Per project: our projects, then packages. What is not listed is not allowed.</summary>
    public static IReadOnlyDictionary<string, (string[] Projects, string[] Packages)> Allowed { get; } = new Dictionary<string, (string[], string[])>
    {
        ["MaterialsSim.Screening"] = ([], []),
        ["MaterialsSim.Artifacts"] = ([], []),
        ["MaterialsSim.Agent"] = (["MaterialsSim.Screening", "MaterialsSim.Artifacts"], []),
        ["MaterialsSim.Api"] = ([], ["KubernetesClient", "YamlDotNet"]),
        ["MaterialsSim.ControllerRuntime"] = ([], ["KubernetesClient", "YamlDotNet"]),
        ["MaterialsSim.Campaigns"] = (["MaterialsSim.Screening", "MaterialsSim.Api"], []),
        ["MaterialsSim.Backends"] = (["MaterialsSim.Campaigns", "MaterialsSim.ControllerRuntime"], []),
        ["MaterialsSim.Operator"] = (
            ["MaterialsSim.Backends", "MaterialsSim.Campaigns", "MaterialsSim.Artifacts", "MaterialsSim.ControllerRuntime"],
            ["YamlDotNet", "prometheus-net.AspNetCore", "ScottPlot", "SkiaSharp", "SkiaSharp.HarfBuzz", "SkiaSharp.NativeAssets.Linux.NoDependencies"]),
        ["MaterialsSim.CrdGen"] = (["MaterialsSim.Api"], []),
        ["MaterialsSim.Cli"] = (
            ["MaterialsSim.Api", "MaterialsSim.Campaigns", "MaterialsSim.LocalCluster"],
            ["KubernetesClient", "YamlDotNet", "Spectre.Console", "System.CommandLine"]),
        ["MaterialsSim.LocalCluster"] = ([], ["YamlDotNet"]),
    };

    /// <summary>What a project may use of ours, directly or through another.</summary>
    public static IReadOnlySet<string> Reach(string project)
    {
        var reach = new HashSet<string>();
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out var next))
        {
            foreach (var reference in Allowed[next].Projects.Where(reach.Add))
            {
                open.Enqueue(reference);
            }
        }

        return reach;
    }

    /// <summary>Root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Project files by name, tests left out.</summary>
    public static IReadOnlyDictionary<string, string> ProjectFiles { get; } = new[] { "operator", "local" }
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>Source files of the product.</summary>
    public static IEnumerable<string> Sources() => ProjectFiles.Values
        .SelectMany(project => Directory.GetFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MaterialsSim.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
