using System.Text.Json.Nodes;
using MaterialsSim.Api;
using MaterialsSim.LocalCluster.Yaml;

namespace MaterialsSim.Cli.Manifests;

/// <summary>A manifest file: one campaign, and the config maps that it uses.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="ConfigMaps">Config maps, in the order of the file.</param>
internal sealed record Manifest(string Path, JsonObject Campaign, IReadOnlyList<JsonObject> ConfigMaps)
{
    private const long MaxBytes = 3 * 1024 * 1024; // what an API server takes in one request (apiserver, MaxRequestBodyBytes)

    public string Name => (string?)Campaign["metadata"]?["name"] ?? "";

    public string Namespace => (string?)Campaign["metadata"]?["namespace"] ?? "default";

    /// <summary>Reads a file.</summary>
    /// <exception cref="CliException">It is missing, no YAML, or holds something else.</exception>
    public static Manifest Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw Refused(file, Directory.Exists(file.FullName) ? "is a folder, not a manifest" : "does not exist");
        }

        if (file.Length > MaxBytes)
        {
            throw Refused(file, "is larger than 3 MB; put large datasets into a file and name it in spec.candidates.uri");
        }

        try
        {
            return Of(file, [.. YamlToJson.Parse(File.ReadAllText(file.FullName)).OfType<JsonNode>()]);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw Refused(file, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Overrides <c>spec.execution.parallelism</c>.</summary>
    public void SetParallelism(int parallelism)
    {
        if (Campaign["spec"] is JsonObject spec)
        {
            if (spec["execution"] is not JsonObject execution)
            {
                spec["execution"] = execution = [];
            }

            execution["parallelism"] = parallelism;
        }
    }

    private static Manifest Of(FileInfo file, IReadOnlyList<JsonNode> documents)
    {
        var campaigns = documents.Where(d => Is(d, SimulationCampaign.KubeGroupVersion, SimulationCampaign.KubeKind)).ToList();
        var configMaps = documents.Where(d => Is(d, "v1", "ConfigMap")).ToList();
        if (campaigns.Count != 1 || campaigns.Count + configMaps.Count != documents.Count)
        {
            var found = string.Join(", ", documents.Select(d => (d as JsonObject)?["kind"]?.ToString() ?? "no object").Take(8));
            throw Refused(file, $"must hold one {SimulationCampaign.KubeKind} of {SimulationCampaign.KubeGroupVersion}, and beside it only ConfigMaps; it holds {(found.Length > 0 ? found : "nothing")}");
        }

        var campaign = campaigns[0].AsObject();
        if (Text(campaign["metadata"]?["name"]) is not { Length: > 0 })
        {
            throw Refused(file, "has a campaign without metadata.name");
        }

        return new Manifest(file.FullName, campaign, [.. configMaps.Select(c => c.AsObject())]);
    }

    private static bool Is(JsonNode document, string apiVersion, string kind) =>
        document is JsonObject o && Text(o["apiVersion"]) == apiVersion && Text(o["kind"]) == kind;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static CliException Refused(FileInfo file, string problem, Exception? inner = null) =>
        new(ExitCodes.ManifestRefused, $"The manifest {file.Name} {problem}.", inner);
}
