using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Patching;

/// <summary>
/// Strategic merge patch for built-in kinds: lists with a merge key are merged item by item, with the directives <c>$patch</c>, <c>$retainKeys</c>,
/// <c>$setElementOrder</c> and <c>$deleteFromPrimitiveList</c>. Upstream: <c>apimachinery/pkg/util/strategicpatch</c>.
/// </summary>
internal static class StrategicPatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    /// <exception cref="FormatException">A directive is malformed or a list item lacks its key.</exception>
    public static JsonNode? Apply(JsonObject target, JsonObject patch, SchemaNode? schema)
    {
        switch (patch.String(Directive))
        {
            case "replace":
                return Without(patch);
            case "delete":
                return new JsonObject();
        }

        if (patch.Array(RetainKeys) is { } retained)
        {
            var keep = retained.Select(name => name.AsString()).ToHashSet();
            foreach (var name in target.Select(pair => pair.Key).Where(name => !keep.Contains(name)).ToList())
            {
                target.Remove(name);
            }
        }

        foreach (var (name, change) in patch)
        {
            if (name.StartsWith(DeleteFromList, StringComparison.Ordinal))
            {
                RemoveScalars(target, name[DeleteFromList.Length..], change as JsonArray ?? []);
            }
            else if (name is not (Directive or RetainKeys) && !name.StartsWith(ElementOrder, StringComparison.Ordinal))
            {
                Member(target, name, change, patch.Array(ElementOrder + name), schema?.Child(name));
            }
        }

        return target;
    }

    private static void Member(JsonObject target, string name, JsonNode? change, JsonArray? order, SchemaNode? schema)
    {
        switch (change)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject map when target[name] is JsonObject existing:
                var merged = Apply(existing, map, schema);
                if (map.String(Directive) == "delete")
                {
                    target.Remove(name);
                }
                else if (!ReferenceEquals(merged, existing))
                {
                    target[name] = merged;
                }

                break;
            case JsonObject map:
                target[name] = Apply([], map, schema);
                break;
            case JsonArray list when schema?.PatchMergeKey is { Length: > 0 } key:
                target[name] = MergeList(target[name] as JsonArray ?? [], list, order, key, schema.Items);
                break;
            case JsonArray list when schema?.PatchMergeKey is not null && target[name] is JsonArray scalars:
                foreach (var item in list.Where(item => !scalars.Any(known => JsonNode.DeepEquals(known, item))))
                {
                    scalars.Add(item?.DeepClone());
                }

                break;
            default:
                target[name] = change.DeepClone();
                break;
        }
    }

    private static JsonArray MergeList(JsonArray target, JsonArray patch, JsonArray? order, string key, SchemaNode? items)
    {
        var replace = patch.OfType<JsonObject>().Any(item => item.String(Directive) == "replace" && item.Count == 1);
        var result = replace ? [] : target.Select(item => item?.DeepClone()).ToList();
        foreach (var item in patch.OfType<JsonObject>())
        {
            if (item[key] is not { } identity)
            {
                if (item.String(Directive) == "replace")
                {
                    continue;
                }

                throw new FormatException($"map does not contain key: {key}");
            }

            var at = result.FindIndex(known => JsonNode.DeepEquals((known as JsonObject)?[key], identity));
            if (item.String(Directive) == "delete")
            {
                if (at >= 0)
                {
                    result.RemoveAt(at);
                }
            }
            else if (at >= 0)
            {
                result[at] = Apply((JsonObject)result[at]!, item, items);
            }
            else
            {
                result.Add(Apply([], item, items));
            }
        }

        return new JsonArray([.. order is null ? result : Ordered(result, order, key)]);
    }

    // The items that the order names take the places of named items, in its order; the others stay where they are.
    private static List<JsonNode?> Ordered(List<JsonNode?> items, JsonArray order, string key)
    {
        int Rank(JsonNode? item) => order.ToList().FindIndex(wanted => JsonNode.DeepEquals((wanted as JsonObject)?[key], (item as JsonObject)?[key]));
        var named = new Queue<JsonNode?>(items.Where(item => Rank(item) >= 0).OrderBy(Rank));
        return items.Select(item => Rank(item) >= 0 ? named.Dequeue() : item).ToList();
    }

    private static void RemoveScalars(JsonObject target, string name, JsonArray gone)
    {
        if (target[name] is JsonArray list)
        {
            target[name] = new JsonArray([.. list.Where(item => !gone.Any(other => JsonNode.DeepEquals(other, item))).Select(item => item?.DeepClone())]);
        }
    }

    private static JsonObject Without(JsonObject patch)
    {
        var copy = patch.Copy();
        copy.Remove(Directive);
        return copy;
    }
}
