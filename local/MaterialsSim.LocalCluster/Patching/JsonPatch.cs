using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Patching;

/// <summary>JSON Patch, RFC 6902, over JSON Pointers (RFC 6901).</summary>
internal static class JsonPatch
{
    // Upstream's limit for one patch (apiserver/pkg/endpoints/handlers/patch.go).
    private const int MaxOperations = 10_000;

    /// <exception cref="FormatException">An operation cannot be carried out, or the patch is none.</exception>
    public static JsonNode? Apply(JsonNode? target, JsonArray operations)
    {
        if (operations.Count > MaxOperations)
        {
            throw new FormatException($"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}");
        }

        foreach (var operation in operations)
        {
            target = One(target, operation as JsonObject ?? throw new FormatException("an operation that is no object"));
        }

        return target;
    }

    private static JsonNode? One(JsonNode? target, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (operation.String("op"))
        {
            case "add":
                return Add(target, path, operation["value"]?.DeepClone());
            case "remove":
                return Remove(target, path, out _);
            case "replace":
                target = Remove(target, path, out _);
                return Add(target, path, operation["value"]?.DeepClone());
            case "move":
                target = Remove(target, Pointer(operation, "from"), out var moved);
                return Add(target, path, moved);
            case "copy":
                return Add(target, path, Find(target, Pointer(operation, "from"))?.DeepClone());
            case "test":
                return JsonNode.DeepEquals(Find(target, path), operation["value"]) ? target : throw new FormatException($"testing value {operation.String("path")} failed");
            default:
                throw new FormatException($"unexpected kind of operation: {operation.String("op")}");
        }
    }

    private static string[] Pointer(JsonObject operation, string member)
    {
        var text = operation.String(member) ?? throw new FormatException($"an operation without {member}");
        if (text.Length == 0)
        {
            return [];
        }

        return text[0] == '/'
            ? [.. text[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
            : throw new FormatException($"{member} is no JSON pointer");
    }

    private static JsonNode? Find(JsonNode? node, ReadOnlySpan<string> path)
    {
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject map when map.TryGetPropertyValue(part, out var member) => member,
                JsonArray list => list[Index(list, part, list.Count - 1)],
                _ => throw new FormatException("a path that is not there"),
            };
        }

        return node;
    }

    private static JsonNode? Add(JsonNode? target, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        switch (Find(target, path.AsSpan()[..^1]))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : Index(list, path[^1], list.Count), value);
                break;
            default:
                throw new FormatException("a path that is not there");
        }

        return target;
    }

    private static JsonNode? Remove(JsonNode? target, string[] path, out JsonNode? removed)
    {
        if (path.Length == 0)
        {
            removed = target;
            return null;
        }

        switch (Find(target, path.AsSpan()[..^1]))
        {
            case JsonObject map when map.TryGetPropertyValue(path[^1], out removed):
                map.Remove(path[^1]);
                return target;
            case JsonArray list:
                var at = Index(list, path[^1], list.Count - 1);
                removed = list[at];
                list.RemoveAt(at);
                return target;
            default:
                throw new FormatException("a path that is not there");
        }
    }

    private static int Index(JsonArray list, string part, int last) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= last && (part.Length == 1 || part[0] != '0')
            ? at
            : throw new FormatException($"no item {(part.Length > 80 ? part[..80] : part)} in a list of {list.Count}");
}
