using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>The fields in which two versions of an object differ. Upstream: structured-merge-diff <c>typed/compare.go</c>.</summary>
internal sealed record Comparison(FieldSet Added, FieldSet Removed, FieldSet Modified)
{
    private static readonly Comparison Same = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);
    private static readonly FieldSet Member = FieldSet.Of(true, []);

    public static Comparison Of(JsonNode? before, JsonNode? after, SchemaNode? schema) => Visit(before, after, schema, before is not null, after is not null);

    private static Comparison Visit(JsonNode? before, JsonNode? after, SchemaNode? schema, bool wasThere, bool isThere)
    {
        if (IsMap(before, after, wasThere, isThere) && schema?.AtomicMap != true && !(Empty(before) && Empty(after)))
        {
            var (left, right) = (before as JsonObject, after as JsonObject);
            var names = (left ?? []).Select(pair => pair.Key).Union((right ?? []).Select(pair => pair.Key));
            return Collect(wasThere, isThere, names.Select(name => ("f:" + name,
                Visit(left?[name], right?[name], schema?.Child(name), left?.ContainsKey(name) == true, right?.ContainsKey(name) == true))));
        }

        if (FieldPaths.IsGranularList(schema) && (before is null or JsonArray) && (after is null or JsonArray) && !(Empty(before) && Empty(after)))
        {
            var (left, right) = (Items(before, schema!), Items(after, schema!));
            return Collect(wasThere, isThere, left.Keys.Union(right.Keys).Select(element => (element,
                Visit(left.GetValueOrDefault(element), right.GetValueOrDefault(element), schema!.Items, left.ContainsKey(element), right.ContainsKey(element)))));
        }

        return Leaf(before, after, wasThere, isThere);
    }

    private static Comparison Leaf(JsonNode? before, JsonNode? after, bool wasThere, bool isThere) => (wasThere, isThere) switch
    {
        (false, true) => Same with { Added = Member },
        (true, false) => Same with { Removed = Member },
        (true, true) when !JsonNode.DeepEquals(before, after) => Same with { Modified = Member },
        _ => Same,
    };

    private static Comparison Collect(bool wasThere, bool isThere, IEnumerable<(string Element, Comparison Inner)> parts)
    {
        var all = parts.ToList();
        FieldSet Gather(bool member, Func<Comparison, FieldSet> which) =>
            FieldSet.Of(member, all.Select(part => KeyValuePair.Create(part.Element, which(part.Inner))));
        return new(
            Gather(!wasThere && isThere, part => part.Added),
            Gather(wasThere && !isThere, part => part.Removed),
            Gather(false, part => part.Modified));
    }

    private static bool IsMap(JsonNode? before, JsonNode? after, bool wasThere, bool isThere) =>
        (before is JsonObject || !wasThere) && (after is JsonObject || !isThere) && (before is JsonObject || after is JsonObject);

    private static bool Empty(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static Dictionary<string, JsonNode?> Items(JsonNode? list, SchemaNode schema)
    {
        var items = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list as JsonArray ?? [])
        {
            if (FieldPaths.Element(item, schema) is { } element)
            {
                items.TryAdd(element, item);
            }
        }

        return items;
    }
}
