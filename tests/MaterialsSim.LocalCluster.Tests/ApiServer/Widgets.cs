using System.Globalization;
using System.Text.Json.Nodes;

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

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
