using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

namespace MaterialsSim.LocalCluster.Tests.ApiServer;

/// <summary>The foreign CRD of the tests.</summary>
internal static class Widgets
{
    public static IReadOnlyDictionary<string, Func<JsonNode?, JsonNode?, bool>> Validators { get; } =
        new Dictionary<string, Func<JsonNode?, JsonNode?, bool>>
        {
            ["!has(self.low) || !has(self.high) || self.low < self.high"] =
                (self, _) => self?["low"] is not { } low || self["high"] is not { } high || Number(low) < Number(high),
        };

    /// <summary>The definition, as JSON (which is YAML).</summary>
    public static string Definition { get; } = Load();

    private static string Load()
    {
        var sent = TranscriptStep.Load().First(step => step.Method == "POST" && step.Path.Contains("customresourcedefinitions", StringComparison.Ordinal)).Body!;
        var definition = JsonNode.Parse(sent)!.AsObject();
        definition["metadata"]!.AsObject().Remove("annotations");
        return definition.ToJsonString(new() { WriteIndented = true });
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
