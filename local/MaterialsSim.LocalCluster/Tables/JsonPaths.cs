using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Tables;

/// <summary>
/// The simple JSONPaths of printer columns and scale paths: members, quoted members, list indexes, <c>[*]</c>, and filters
/// <c>[?(@.type=="Ready")]</c>. Upstream: <c>client-go/util/jsonpath</c>, of which CRDs use this part.
/// </summary>
internal static partial class JsonPaths
{
    /// <summary>The first match, or null.</summary>
    public static JsonNode? Find(JsonNode? root, string path) => All(root, path) is [var first, ..] ? first : null;

    /// <summary>All matches in order.</summary>
    public static IReadOnlyList<JsonNode?> All(JsonNode? root, string path)
    {
        var found = new List<JsonNode?> { root };
        foreach (Match step in Step().Matches(path))
        {
            found = [.. found.SelectMany(node => Next(node, step)).Where(node => node is not null)];
        }

        return found;
    }

    /// <summary>Writes a value at a path of plain members, such as <c>.spec.replicas</c>.</summary>
    public static void Set(JsonObject root, string path, JsonNode value)
    {
        var parts = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        var parent = root;
        foreach (var part in parts[..^1])
        {
            parent = parent.Ensure(part);
        }

        parent[parts[^1]] = value;
    }

    private static IEnumerable<JsonNode?> Next(JsonNode? node, Match step)
    {
        if (step.Groups["name"] is { Success: true } name)
        {
            return [(node as JsonObject)?[name.Value.Replace("\\.", ".", StringComparison.Ordinal)]];
        }

        if (step.Groups["quoted"] is { Success: true } quoted)
        {
            return [(node as JsonObject)?[quoted.Value]];
        }

        if (step.Groups["index"] is { Success: true } index && node is JsonArray list)
        {
            var at = int.Parse(index.Value, CultureInfo.InvariantCulture);
            at = at < 0 ? list.Count + at : at;
            return at >= 0 && at < list.Count ? [list[at]] : [];
        }

        if (step.Groups["filter"] is { Success: true } && node is JsonArray items)
        {
            var (field, wanted) = (step.Groups["field"].Value, step.Groups["value"].Value);
            return items.Where(item => (Find(item, "." + field).AsString() ?? Find(item, "." + field)?.ToJsonString()) == wanted);
        }

        return step.Groups["star"].Success
            ? node switch { JsonArray all => all, JsonObject map => map.Select(pair => pair.Value), _ => [] }
            : [];
    }

    [GeneratedRegex("""\[\?\(\s*@\.(?<filter>(?<field>[A-Za-z0-9_.-]+))\s*==\s*["']?(?<value>[^"')]*)["']?\s*\)\]|\[(?<star>\*)\]|\[(?<index>-?\d+)\]|\[['"](?<quoted>[^'"]+)['"]\]|\.(?<star>\*)|\.(?<name>(?:\\\.|[^.\[\\])+)""")]
    private static partial Regex Step();
}
