using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Path elements of lists, and paths for people.</summary>
internal static class FieldPaths
{
    /// <summary>The element of an item in a list of type map or set; null when the item lacks its keys.</summary>
    public static string? Element(JsonNode? item, SchemaNode list)
    {
        if (list.ListType == "set")
        {
            return "v:" + item.ToText();
        }

        var keys = new JsonObject();
        foreach (var name in list.MapKeys.Order(StringComparer.Ordinal))
        {
            var key = (item as JsonObject)?[name] ?? list.Items?.Child(name)?.Default;
            if (key is not null)
            {
                keys[name] = key.DeepClone();
            }
        }

        return keys.Count == 0 ? null : "k:" + keys.ToText();
    }

    /// <summary>Lists that own their items one by one.</summary>
    public static bool IsGranularList(SchemaNode? schema) => schema is { Type: "array", ListType: "set" or "map" };

    /// <summary>As <c>.spec.parts[name="p"].count</c>.</summary>
    public static string Text(IEnumerable<string> path)
    {
        var text = new StringBuilder();
        foreach (var element in path)
        {
            switch (element[..2])
            {
                case "f:":
                    text.Append('.').Append(element.AsSpan(2));
                    break;
                case "k:":
                    var keys = (JsonObject)JsonNode.Parse(element[2..])!;
                    text.Append('[').AppendJoin(',', keys.Select(pair => $"{pair.Key}={pair.Value.ToText()}")).Append(']');
                    break;
                default:
                    text.Append("[=").Append(element.AsSpan(2)).Append(']');
                    break;
            }
        }

        return text.ToString();
    }
}
