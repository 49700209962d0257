using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>
/// Says why a built-in object could not be decoded into its typed form, in the words of Go's JSON decoder; what does not fit a type is refused before any
/// validation, whatever the field validation level.
/// </summary>
internal static partial class TypedShape
{
    public const string MicroTime = "micro-time";
    public const string Quantity = "quantity";

    /// <summary>The first problem, or null.</summary>
    public static string? Problem(JsonNode? value, SchemaNode schema) => Visit(value, schema, "", schema.TypeName ?? "");

    private static string? Visit(JsonNode? value, SchemaNode schema, string path, string owner)
    {
        if (value is null || ReferenceEquals(schema, SchemaNode.Anything))
        {
            return null;
        }

        if (schema.IntOrString)
        {
            return schema.Format == Quantity ? QuantityProblem(value) : value is JsonValue ? null : Mismatch(value, path, owner, "intstr.IntOrString");
        }

        switch (schema.Type)
        {
            case "object":
                return value is JsonObject map
                    ? map.Select(pair => schema.Child(pair.Key) is { } child
                        ? Visit(pair.Value, child, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", schema.TypeName ?? owner)
                        : null).FirstOrDefault(problem => problem is not null)
                    : Mismatch(value, path, owner, schema.TypeName is { } name ? $"v1.{name}" : "map[string]string");
            case "array":
                return value is JsonArray list
                    ? list.Select(item => schema.Items is { } items ? Visit(item, items, path, owner) : null).FirstOrDefault(problem => problem is not null)
                    : Mismatch(value, path, owner, schema.Items?.TypeName is { } item ? $"[]v1.{item}" : $"[]{GoType(schema.Items)}");
            case "string":
                return value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? TimeProblem(text.GetValue<string>(), schema.Format) : Mismatch(value, path, owner, "string");
            case "boolean":
                return value is JsonValue flag && flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : Mismatch(value, path, owner, "bool");
            case "integer":
                return value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && FitsInteger(number, schema.Format)
                    ? null
                    : Mismatch(value, path, owner, schema.Format!);
            case "number":
                return value is JsonValue real && real.GetValueKind() == JsonValueKind.Number ? null : Mismatch(value, path, owner, "float64");
            default:
                return null;
        }
    }

    private static bool FitsInteger(JsonValue number, string? format)
    {
        var real = Numbers.ToDouble(number);
        return Math.Floor(real) == real && (format != "int32" || (real >= int.MinValue && real <= int.MaxValue));
    }

    private static string? TimeProblem(string text, string? format)
    {
        if (format == MicroTime)
        {
            const string layout = "2006-01-02T15:04:05.000000Z07:00";
            return MicroTimeForm().IsMatch(text) ? null
                : WholeSeconds().Match(text) is { Success: true } whole ? $"parsing time \"{text}\" as \"{layout}\": cannot parse \"{whole.Groups[1].Value}\" as \".000000\""
                : $"parsing time \"{Cut(text)}\" as \"{layout}\": cannot parse \"{Cut(text)}\" as \"2006\"";
        }

        return format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)
            ? $"parsing time \"{Cut(text)}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{Cut(text)}\" as \"2006\""
            : null;
    }

    private static string? QuantityProblem(JsonNode value)
    {
        var text = value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : value.ToJsonString();
        return QuantityForm().IsMatch(text) ? null : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    }

    private static string Mismatch(JsonNode value, string path, string owner, string type)
    {
        var found = value switch
        {
            JsonObject => "object",
            JsonArray => "array",
            JsonValue scalar => scalar.GetValueKind() switch
            {
                JsonValueKind.String => "string",
                JsonValueKind.Number => type.StartsWith("int", StringComparison.Ordinal) ? $"number {scalar.ToJsonString()}" : "number",
                _ => "bool",
            },
            _ => "null",
        };
        return $"json: cannot unmarshal {found} into Go struct field {owner}.{path} of type {type}";
    }

    private static string GoType(SchemaNode? schema) => schema?.Type switch { "integer" => schema.Format ?? "int64", "boolean" => "bool", _ => "string" };

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80];

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[-+]\d\d:\d\d)$")]
    private static partial Regex MicroTimeForm();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(.*)$")]
    private static partial Regex WholeSeconds();

    [GeneratedRegex(@"^[+-]?(\d+|\d+\.\d*|\.\d+)(m|u|n|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?\d+)?$")]
    private static partial Regex QuantityForm();
}
