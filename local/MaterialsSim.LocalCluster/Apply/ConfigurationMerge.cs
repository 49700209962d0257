using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Lays a configuration over an object, and takes fields out of one. Upstream: structured-merge-diff <c>typed/merge.go</c> and <c>remove.go</c>.</summary>
internal static class ConfigurationMerge
{
    /// <param name="live">Changed in place where it can be.</param>
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, SchemaNode? schema)
    {
        if (applied is JsonObject map && live is JsonObject target && schema?.AtomicMap != true)
        {
            foreach (var (name, value) in map)
            {
                var member = target[name];
                var merged = Merge(member, value, schema?.Child(name));
                if (member is null || !ReferenceEquals(merged, member))
                {
                    target[name] = merged;
                }
            }

            return target;
        }

        if (applied is JsonArray list && live is JsonArray existing && FieldPaths.IsGranularList(schema))
        {
            return MergeList(existing, list, schema!);
        }

        return applied?.DeepClone();
    }

    /// <summary>Removes the members of <paramref name="fields"/> from a value, in place; list items with all that is in them.</summary>
    public static void Remove(JsonNode? value, FieldSet fields, SchemaNode? schema)
    {
        if (value is JsonObject map)
        {
            foreach (var (element, child) in fields.Children.Where(pair => pair.Key.StartsWith("f:", StringComparison.Ordinal)))
            {
                var name = element[2..];
                if (child.IsMember)
                {
                    map.Remove(name);
                }
                else
                {
                    Remove(map[name], child, schema?.Child(name));
                }
            }
        }
        else if (value is JsonArray list && FieldPaths.IsGranularList(schema))
        {
            for (var at = list.Count - 1; at >= 0; at--)
            {
                if (FieldPaths.Element(list[at], schema!) is { } element && fields.Child(element) is { } child)
                {
                    if (child.IsMember)
                    {
                        list.RemoveAt(at);
                    }
                    else
                    {
                        Remove(list[at], child, schema!.Items);
                    }
                }
            }
        }
    }

    private static JsonArray MergeList(JsonArray live, JsonArray applied, SchemaNode schema)
    {
        foreach (var item in applied)
        {
            var element = FieldPaths.Element(item, schema);
            var at = element is null ? -1 : IndexOf(live, element, schema);
            if (at < 0)
            {
                live.Add(item?.DeepClone());
            }
            else
            {
                var merged = Merge(live[at], item, schema.Items);
                if (!ReferenceEquals(merged, live[at]))
                {
                    live[at] = merged;
                }
            }
        }

        return live;
    }

    private static int IndexOf(JsonArray list, string element, SchemaNode schema)
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (FieldPaths.Element(list[at], schema) == element)
            {
                return at;
            }
        }

        return -1;
    }
}
