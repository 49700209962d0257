using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Reads the <c>openAPIV3Schema</c> of a CRD version.</summary>
internal sealed class CrdSchemaParser(CelValidators validators)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(250);

    /// <exception cref="FormatException">Something in the schema is not understood, or a CEL rule has no validator; the message names it.</exception>
    public SchemaNode Parse(JsonObject schema, string path = "")
    {
        var properties = schema.Object("properties")?.ToDictionary(
            pair => pair.Key, pair => Parse(pair.Value as JsonObject ?? [], $"{path}.{pair.Key}"), StringComparer.Ordinal);
        var items = schema.Object("items") is { } item ? Parse(item, path + "[*]") : null;
        var additional = schema.Object("additionalProperties") is { } value ? Parse(value, path + ".*") : null;
        var open = schema.Bool("additionalProperties") == true;
        return new SchemaNode(properties is null ? null : () => properties, () => items, () => additional ?? (open ? SchemaNode.Anything : null))
        {
            Type = schema.String("type"),
            Format = schema.String("format"),
            Description = schema.String("description"),
            Required = [.. (schema.Array("required") ?? []).Select(name => name.AsString()!)],
            Default = schema["default"]?.DeepClone(),
            Limits = Limits(schema),
            AllOf = Branches(schema, "allOf", path),
            AnyOf = Branches(schema, "anyOf", path),
            OneOf = Branches(schema, "oneOf", path),
            Not = schema.Object("not") is { } not ? Parse(not, path) : null,
            Nullable = schema.Bool("nullable") == true,
            Preserve = schema.Bool("x-kubernetes-preserve-unknown-fields") == true,
            IntOrString = schema.Bool("x-kubernetes-int-or-string") == true,
            EmbeddedResource = schema.Bool("x-kubernetes-embedded-resource") == true,
            ListType = schema.String("x-kubernetes-list-type") ?? "atomic",
            MapKeys = [.. (schema.Array("x-kubernetes-list-map-keys") ?? []).Select(name => name.AsString()!)],
            AtomicMap = schema.String("x-kubernetes-map-type") == "atomic",
            Rules = [.. (schema.Array("x-kubernetes-validations") ?? []).OfType<JsonObject>().Select(rule => Rule(rule, path))],
        };
    }

    private List<SchemaNode> Branches(JsonObject schema, string member, string path) =>
        [.. (schema.Array(member) ?? []).OfType<JsonObject>().Select(branch => Parse(branch, path))];

    private CelRule Rule(JsonObject rule, string path)
    {
        var text = rule.String("rule") ?? throw new FormatException($"a validation rule at {At(path)} has no expression");
        var holds = validators.Find(text)
            ?? throw new FormatException($"no validator is registered for the CEL rule at {At(path)}: {text}");
        var message = rule.String("message") ?? $"failed rule: {text.Trim()}";
        var transition = text.Contains("oldSelf", StringComparison.Ordinal) && rule.Bool("optionalOldSelf") != true;
        return new(text, message, rule.String("fieldPath"), rule.String("reason") ?? "FieldValueInvalid", transition, holds);
    }

    private static string At(string path) => path.Length == 0 ? "the root" : path[1..];

    private static ValueLimits Limits(JsonObject schema) => new()
    {
        Enum = schema.Array("enum") is { } values ? [.. values.Select(value => value?.DeepClone())] : null,
        Minimum = Number(schema["minimum"]),
        Maximum = Number(schema["maximum"]),
        ExclusiveMinimum = schema.Bool("exclusiveMinimum") == true,
        ExclusiveMaximum = schema.Bool("exclusiveMaximum") == true,
        MultipleOf = Number(schema["multipleOf"]),
        MinLength = schema.Int("minLength"),
        MaxLength = schema.Int("maxLength"),
        Pattern = schema.String("pattern") is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout) : null,
        MinItems = schema.Int("minItems"),
        MaxItems = schema.Int("maxItems"),
        UniqueItems = schema.Bool("uniqueItems") == true,
        MinProperties = schema.Int("minProperties"),
        MaxProperties = schema.Int("maxProperties"),
    };

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? Numbers.ToDouble(value) : null;
}
