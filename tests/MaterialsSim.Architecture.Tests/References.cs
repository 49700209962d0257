using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MaterialsSim.Architecture.Tests;

/// <summary>What a built assembly refers to, read from its metadata without loading it.</summary>
internal static class References
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["MaterialsSim.Operator"] = "materialssim-operator",
        ["MaterialsSim.Agent"] = "materialssim-agent",
        ["MaterialsSim.Cli"] = "materialssim-cli",
    };

    public static IReadOnlyList<string> Assemblies(string project) => Read(project, reader =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)));

    /// <summary>Full names of the types of other assemblies that are used.</summary>
    public static IReadOnlyList<string> Types(string project) => Read(project, reader => reader.TypeReferences
        .Select(reader.GetTypeReference)
        .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"));

    private static IReadOnlyList<string> Read(string project, Func<MetadataReader, IEnumerable<string>> read)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{s_names.GetValueOrDefault(project, project)}.dll");
        using var assembly = new PEReader(File.OpenRead(file));
        return [.. read(assembly.GetMetadataReader())];
    }
}
