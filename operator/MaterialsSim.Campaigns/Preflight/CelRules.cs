using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.Api.Spec;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>
/// The C# twin of every CEL rule of the custom resource, by the rule's text: for preflight, and for API servers without CEL. A twin gets the object that
/// the rule is on (and the old one, which no rule uses yet) and says whether the rule holds. Twins are written for objects that keep the schema.
/// </summary>
public static class CelRules
{
    /// <summary>All twins.</summary>
    public static IReadOnlyDictionary<string, Func<JsonNode?, JsonNode?, bool>> All { get; } = new Dictionary<string, Func<JsonObject, bool>>
    {
        ["!self.metadata.name.contains('.') && size(self.metadata.name) <= 63"] =
            self => Text(self, "metadata", "name") is not { } name || (!name.Contains('.') && name.EnumerateRunes().Count() <= 63),

        ["size(self.objectives) == 1 || self.objectives.all(o, has(o.low) && has(o.high))"] =
            self => self["objectives"] is not JsonArray objectives || objectives.Count == 1 || objectives.All(o => Has(o, "low") && Has(o, "high")),
        ["!has(self.execution) || !has(self.execution.backend) || self.execution.backend != 'Lambda' || has(self.execution.lambda)"] =
            self => Text(self, "execution", "backend") != Backends.Lambda || Has(self["execution"], "lambda"),
        ["has(self.kernel.image) || (has(self.execution) && has(self.execution.lambda) && has(self.execution.backend) && self.execution.backend == 'Lambda')"] =
            self => Has(self["kernel"], "image") || (Has(self["execution"], "lambda") && Text(self, "execution", "backend") == Backends.Lambda),

        ["[has(self.uri), has(self.inline), has(self.configMap)].filter(x, x).size() == 1"] =
            self => Count(self, "uri", "inline", "configMap") == 1,
        ["!has(self.uri) || !has(self.format) || self.format != 'Parquet' || !self.uri.endsWith('.gz')"] =
            self => Text(self, "format") != DatasetFormats.Parquet || Text(self, "uri")?.EndsWith(".gz", StringComparison.Ordinal) != true,
        ["has(self.min) || has(self.max) || has(self.in) || has(self.notIn)"] = self => Count(self, "min", "max", "in", "notIn") > 0,

        ["!self.name.startsWith('MATERIALSSIM_')"] = self => Text(self, "name")?.StartsWith("MATERIALSSIM_", StringComparison.Ordinal) != true,
        ["!(has(self.value) && has(self.valueFrom))"] = self => Count(self, "value", "valueFrom") < 2,
        ["has(self.secretKeyRef) != has(self.configMapKeyRef)"] = self => Count(self, "secretKeyRef", "configMapKeyRef") == 1,
        ["has(self.persistentVolumeClaim) != has(self.configMap)"] = self => Count(self, "persistentVolumeClaim", "configMap") == 1,

        ["!has(self.low) || !has(self.high) || self.low < self.high"] = self => !(Number(self, "low") >= Number(self, "high")),
        ["self.goal != 'Target' || (has(self.target) && has(self.low) && has(self.high) && self.low <= self.target && self.target <= self.high)"] =
            self => Text(self, "goal") != Goals.Target
                || (Number(self, "low") <= Number(self, "target") && Number(self, "target") <= Number(self, "high")),
        ["!has(self.scale) || self.scale != 'Log' || !has(self.low) || self.low > 0.0"] = self => Text(self, "scale") != Scales.Log || !(Number(self, "low") <= 0),

        ["has(self.min) || has(self.max)"] = self => Count(self, "min", "max") > 0,
        ["!has(self.min) || !has(self.max) || self.min <= self.max"] = self => !(Number(self, "min") > Number(self, "max")),

        ["!(has(self.maxFailedPercent) && has(self.maxFailedCandidates))"] = self => Count(self, "maxFailedPercent", "maxFailedCandidates") < 2,
    }.ToDictionary(rule => rule.Key, rule => Twin(rule.Value), StringComparer.Ordinal);

    private static Func<JsonNode?, JsonNode?, bool> Twin(Func<JsonObject, bool> holds) => (self, _) => self is not JsonObject value || holds(value);

    private static bool Has(JsonNode? node, string field) => node is JsonObject value && value[field] is not null;

    private static int Count(JsonObject self, params ReadOnlySpan<string> fields)
    {
        var count = 0;
        foreach (var field in fields)
        {
            count += Has(self, field) ? 1 : 0;
        }

        return count;
    }

    private static string? Text(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var field in path)
        {
            node = (node as JsonObject)?[field];
        }

        return node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
    }

    // By text: a value may rest on any CLR number or on parsed JSON, and GetValue converts only the latter. Absent is null, whose comparisons are all false.
    private static double? Number(JsonObject self, string field) => self[field] is { } node && node.GetValueKind() == JsonValueKind.Number
        ? double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;
}
