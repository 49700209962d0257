using System.Text.Json.Nodes;

namespace MaterialsSim.CrdGen.Tests;

/// <summary>
/// The rules that an API server holds a structural schema to (apiextensions-apiserver, pkg/apiserver/schema/validation.go and
/// pkg/apis/apiextensions/validation/validation.go), and our own: everything bounded and described.
/// </summary>
public sealed class StructuralSchemaTests
{
    private static readonly string[] s_known =
    [
        "type", "description", "format", "enum", "pattern", "minLength", "maxLength", "minimum", "exclusiveMinimum", "maximum", "minItems", "maxItems", "maxProperties",
        "required", "default", "properties", "items", "additionalProperties", "anyOf", "x-kubernetes-validations", "x-kubernetes-list-type",
        "x-kubernetes-list-map-keys", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields",
    ];

    public static TheoryData<string> Paths => [.. SchemaNodes.All(Campaign.Schema).Select(n => n.Path)];

    [Theory, MemberData(nameof(Paths))]
    public void Every_node_is_structural_bounded_and_described(string path) => Assert.Empty(Faults(path, At(path)));

    [Fact]
    public void The_root_restricts_nothing_of_metadata()
    {
        Assert.Equal("object", (string?)Campaign.Schema["type"]);
        Assert.Equal(["type"], At(".metadata").Select(p => p.Key));
    }

    [Theory]
    [InlineData("""{"properties":{}}""", "type")]
    [InlineData("""{"type":"array","maxItems":1,"x-kubernetes-list-type":"atomic"}""", "items")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"x-kubernetes-list-type":"atomic"}""", "maxItems")]
    [InlineData("""{"type":"string"}""", "maxLength")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":{"type":"boolean"},"maxProperties":1}""", "both")]
    [InlineData("""{"type":"array","maxItems":1,"items":{"type":"object","properties":{"a":{"type":"boolean"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["a"]}""", "key a")]
    [InlineData("""{"type":"object","properties":{},"required":["a"]}""", "required")]
    [InlineData("""{"type":"boolean","nullable":false}""", "nullable")]
    [InlineData("""{"type":"integer","default":"1"}""", "default")]
    [InlineData("""{"type":"object","properties":{},"x-kubernetes-validations":[{"rule":"true"}]}""", "message")]
    public void The_check_itself_finds_a_fault(string schema, string about) =>
        Assert.Contains(Faults("x[]", JsonNode.Parse(schema)!.AsObject()), f => f.Contains(about, StringComparison.Ordinal));

    private static JsonObject At(string path) => SchemaNodes.All(Campaign.Schema).Single(n => n.Path == path).Schema;

    private static IEnumerable<string> Faults(string path, JsonObject node)
    {
        var type = (string?)node["type"];
        foreach (var key in node.Select(p => p.Key).Except(s_known))
        {
            yield return $"{key} is not used here";
        }

        if (type is null != (node["x-kubernetes-int-or-string"] is not null))
        {
            yield return "type must be set, and only int-or-string has none";
        }

        var faults = type switch
        {
            "object" => ObjectFaults(node),
            "array" => ListFaults(node),
            "string" when node["enum"] is null && node["maxLength"] is null && (string?)node["format"] != "date-time" && path is not (".apiVersion" or ".kind") =>
                ["maxLength is missing"],
            "integer" when node["format"] is null => ["format is missing"],
            _ => [],
        };
        foreach (var fault in faults.Concat(RuleFaults(node)))
        {
            yield return fault;
        }

        if (node["default"] is { } value && value.GetValueKind().ToString() is var kind && type != (kind is "True" or "False" ? "boolean" : kind is "Number" && type == "integer" ? type : kind.ToLowerInvariant()))
        {
            yield return "default is of another type";
        }

        if (node["description"] is null && path.Length > 0 && path != ".metadata" && path[^1] is not (']' or '}'))
        {
            yield return "description is missing";
        }
    }

    private static IEnumerable<string> ObjectFaults(JsonObject node)
    {
        if (node["properties"] is not null && node["additionalProperties"] is not null)
        {
            yield return "both properties and additionalProperties";
        }

        if (node["additionalProperties"] is not null && node["maxProperties"] is null)
        {
            yield return "maxProperties is missing";
        }

        foreach (var name in Strings(node["required"]).Where(n => node["properties"]?[n] is null))
        {
            yield return $"required names {name}, which is no property";
        }
    }

    private static IEnumerable<string> ListFaults(JsonObject node)
    {
        if (node["items"] is not JsonObject items)
        {
            yield return "items is missing";
            yield break;
        }

        if (node["maxItems"] is null)
        {
            yield return "maxItems is missing";
        }

        if ((string?)node["x-kubernetes-list-type"] is not ("atomic" or "map" or "set"))
        {
            yield return "list type is missing";
        }

        foreach (var key in Strings(node["x-kubernetes-list-map-keys"]))
        {
            if (!Strings(items["required"]).Contains(key) && items["properties"]?[key]?["default"] is null)
            {
                yield return $"key {key} is neither required nor has a default";
            }

            if ((string?)items["properties"]?[key]?["type"] is "object" or "array" or null)
            {
                yield return $"key {key} is no scalar";
            }
        }
    }

    private static IEnumerable<string> RuleFaults(JsonObject node)
    {
        foreach (var rule in (node["x-kubernetes-validations"] as JsonArray ?? []).Select(r => r!.AsObject()))
        {
            if ((string?)rule["message"] is not { Length: > 0 } message || message.Contains('\n'))
            {
                yield return "a rule needs a message of one line";
            }

            if ((string?)rule["fieldPath"] is { } path && path.Split('.').Skip(1).Aggregate<string, JsonNode?>(node, (n, field) => n?["properties"]?[field]) is null)
            {
                yield return $"fieldPath {path} is no field";
            }

            if ((string?)rule["reason"] is not (null or "FieldValueInvalid" or "FieldValueRequired" or "FieldValueForbidden" or "FieldValueDuplicate"))
            {
                yield return "reason is not one that the API server knows";
            }
        }
    }

    private static IEnumerable<string> Strings(JsonNode? node) => (node as JsonArray ?? []).Select(n => (string)n!);
}
