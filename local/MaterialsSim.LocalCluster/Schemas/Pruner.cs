using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Drops fields that the schema does not know and tells which. Upstream: <c>apiserver/schema/pruning</c>.</summary>
internal static class Pruner
{
    private static readonly HashSet<string> Envelope = new(StringComparer.Ordinal) { "apiVersion", "kind", "metadata" };

    /// <param name="value">Changed in place.</param>
    /// <param name="isRoot">apiVersion, kind and metadata are always known at the root.</param>
    /// <returns>Paths of what was dropped, such as <c>spec.bogus</c>.</returns>
    public static IReadOnlyList<string> Prune(JsonObject value, SchemaNode schema, bool isRoot)
    {
        var dropped = new List<string>();
        Visit(value, schema, "", isRoot, dropped);
        return dropped;
    }

    private static void Visit(JsonNode? value, SchemaNode? schema, string path, bool isRoot, List<string> dropped)
    {
        if (schema is null)
        {
            return;
        }

        if (value is JsonArray list)
        {
            for (var at = 0; at < list.Count; at++)
            {
                Visit(list[at], schema.Items, $"{path}[{at}]", isRoot: false, dropped);
            }
        }
        else if (value is JsonObject map)
        {
            var resource = isRoot || schema.EmbeddedResource;
            foreach (var name in map.Select(pair => pair.Key).ToList())
            {
                if (resource && Envelope.Contains(name))
                {
                    continue;
                }

                var inner = path.Length == 0 ? name : $"{path}.{name}";
                if (schema.Child(name) is { } child)
                {
                    Visit(map[name], child, inner, isRoot: false, dropped);
                }
                else if (!schema.Preserve)
                {
                    map.Remove(name);
                    dropped.Add(inner);
                }
            }
        }
    }
}
