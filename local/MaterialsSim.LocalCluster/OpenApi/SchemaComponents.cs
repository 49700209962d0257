using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.OpenApi;

/// <summary>Collects the schemas of a document; named built-in types become components of their own.</summary>
internal sealed class SchemaComponents
{
    public const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    public JsonObject Schemas { get; } = [];

    public static string Reference(string name) => $"#/components/schemas/{name}";

    public static JsonArray GroupVersionKind(ResourceKind kind) =>
        [new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version }];

    public string AddKind(ResourceKind kind)
    {
        var name = kind.IsCustom
            ? $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}"
            : $"io.k8s.api.{(kind.Group.Length == 0 ? "core" : kind.Group.Split('.')[0])}.{kind.Version}.{kind.Kind}";
        var schema = Convert(kind.Schema, asReference: false);
        schema["type"] = "object";
        schema["x-kubernetes-group-version-kind"] = GroupVersionKind(kind);
        var properties = schema["properties"] as JsonObject ?? [];
        properties.Remove("metadata");
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = "Group and version of this object's form." };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = "Kind of this object." };
        properties["metadata"] = new JsonObject
        {
            ["description"] = "Name, labels and what else every object has.",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = Reference(ObjectMeta) }),
            ["default"] = new JsonObject(),
        };
        schema["properties"] = properties;
        Schemas[name] = schema;
        if (!Schemas.ContainsKey(ObjectMeta))
        {
            Schemas[ObjectMeta] = Convert(MetadataSchema.Node, asReference: false);
        }

        return name;
    }

    private JsonObject Convert(SchemaNode node, bool asReference = true)
    {
        if (asReference && node.TypeName is { } type)
        {
            var name = "io.k8s.api." + type;
            if (!Schemas.ContainsKey(name))
            {
                Schemas[name] = new JsonObject(); // breaks the cycle of types that contain themselves
                Schemas[name] = Convert(node, asReference: false);
            }

            return new() { ["$ref"] = Reference(name) };
        }

        var schema = new JsonObject();
        Put(schema, "description", node.Description);
        Put(schema, "type", node.IntOrString ? null : node.Type);
        Put(schema, "format", node.IntOrString ? "int-or-string" : node.Format);
        Put(schema, "default", node.Default?.DeepClone());
        if (node.Required.Count > 0)
        {
            schema["required"] = new JsonArray([.. node.Required.Select(name => (JsonNode)name)]);
        }

        if (node.Properties.Count > 0)
        {
            var properties = new JsonObject();
            foreach (var (name, child) in node.Properties)
            {
                properties[name] = Convert(child);
            }

            schema["properties"] = properties;
        }

        Put(schema, "items", node.Items is { } items ? Convert(items) : null);
        Put(schema, "additionalProperties", node.Additional is { } values ? Convert(values) : null);
        if (node.IntOrString)
        {
            schema["oneOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
        }

        Limits(schema, node);
        return schema;
    }

    private static void Limits(JsonObject schema, SchemaNode node)
    {
        var limits = node.Limits;
        Put(schema, "enum", limits.Enum is { } values ? new JsonArray([.. values.Select(value => value?.DeepClone())]) : null);
        Put(schema, "minimum", limits.Minimum);
        Put(schema, "maximum", limits.Maximum);
        Put(schema, "minLength", limits.MinLength);
        Put(schema, "maxLength", limits.MaxLength);
        Put(schema, "pattern", limits.Pattern?.ToString());
        Put(schema, "minItems", limits.MinItems);
        Put(schema, "maxItems", limits.MaxItems);
        Put(schema, "x-kubernetes-preserve-unknown-fields", node.Preserve ? true : null);
        if (node.Type == "array")
        {
            Put(schema, "x-kubernetes-list-type", node.ListType);
            Put(schema, "x-kubernetes-list-map-keys", node.MapKeys.Count > 0 ? new JsonArray([.. node.MapKeys.Select(key => (JsonNode)key)]) : null);
            Put(schema, "x-kubernetes-patch-merge-key", node.PatchMergeKey is { Length: > 0 } key ? key : null);
            Put(schema, "x-kubernetes-patch-strategy", node.PatchMergeKey is null ? null : "merge");
        }
    }

    private static void Put(JsonObject schema, string name, JsonNode? value)
    {
        if (value is not null)
        {
            schema[name] = value;
        }
    }
}
