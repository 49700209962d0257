using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Schemas;
using MaterialsSim.LocalCluster.Tables;

namespace MaterialsSim.LocalCluster.Crds;

/// <summary>Printer columns of CRDs. Upstream: <c>apiextensions-apiserver/pkg/registry/customresource/tableconvertor</c>.</summary>
internal static class CrdColumn
{
    public static Column From(JsonObject column)
    {
        var (type, path) = (column.String("type") ?? "string", column.String("jsonPath") ?? "");
        var description = column.String("description") ?? $"Custom resource definition column (in JSONPath format): {path}";
        return new(column.String("name") ?? "", type, column.String("format") ?? "", description, (int)(column.Int("priority") ?? 0),
            (value, now) => Cell(JsonPaths.All(value, path), type, now));
    }

    private static JsonNode? Cell(IReadOnlyList<JsonNode?> found, string type, DateTimeOffset now)
    {
        if (found is not [{ } value, ..])
        {
            return null;
        }

        return type switch
        {
            "integer" => Number(value) is { } number ? (long)number : null,
            "number" => Number(value),
            "boolean" => value is JsonValue flag && flag.TryGetValue<bool>(out var yes) ? yes : null,
            "date" => value.AsString() is { } text ? Ages.Since(text, now) : null,
            // Several matches are listed, as kubectl's printer does.
            _ => found.Count > 1 ? string.Join(',', found.Select(Text)) : Text(value),
        };
    }

    private static double? Number(JsonNode node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? Numbers.ToDouble(value)
        : double.TryParse(node.AsString(), CultureInfo.InvariantCulture, out var parsed) ? parsed : null;

    private static string Text(JsonNode? node) => node.AsString() ?? node.ToText();
}
