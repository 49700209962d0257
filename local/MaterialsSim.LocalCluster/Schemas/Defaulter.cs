using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Fills in the defaults of a schema. Upstream: <c>apiserver/schema/defaulting/algorithm.go</c>.</summary>
internal static class Defaulter
{
    public static void Apply(JsonNode? value, SchemaNode? schema)
    {
        if (schema is null)
        {
            return;
        }

        if (value is JsonArray list)
        {
            foreach (var item in list)
            {
                Apply(item, schema.Items);
            }
        }
        else if (value is JsonObject map)
        {
            foreach (var (name, child) in schema.Properties)
            {
                // A null where null is not allowed counts as absent when there is a default.
                if (child.Default is { } content && (!map.TryGetPropertyValue(name, out var found) || (found is null && !child.Nullable)))
                {
                    map[name] = content.DeepClone();
                }
            }

            foreach (var (name, member) in map)
            {
                Apply(member, schema.Child(name));
            }
        }
    }
}
