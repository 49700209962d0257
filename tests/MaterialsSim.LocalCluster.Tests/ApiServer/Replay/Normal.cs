using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>Takes out of an answer what differs from run to run: identities, times, versions, ages, generated names.</summary>
internal static partial class Normal
{
    public static string Text(string text)
    {
        text = Uid().Replace(text, "<uid>");
        text = Time().Replace(text, "<time>");
        text = Generated().Replace(text, "$1<generated>");
        text = Version().Replace(text, "$1<rv>");
        text = Record().Replace(text, "in record (<rv>)");
        return Age().IsMatch(text) ? "<age>" : text;
    }

    public static JsonNode? Tree(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray owners when owners.Count > 1 && owners.All(item => item is JsonObject entry && entry.ContainsKey("fieldsType")):
                // Sorted by time, so what happened within a second decides the order.
                return new JsonArray([.. owners.OrderBy(item => $"{item!["manager"]} {item["operation"]} {item["subresource"]}", StringComparer.Ordinal).Select(item => Members(item!.AsObject()))]);
            case JsonObject map:
                return Members(map);
            case JsonArray list:
                return new JsonArray([.. list.Select(Tree)]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return Text(text);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonObject Members(JsonObject map)
    {
        var result = new JsonObject();
        foreach (var (name, value) in map)
        {
            result[Text(name)] = name is "resourceVersion" or "remainingItemCount" or "continue" or "retryAfterSeconds" && value is JsonValue ? $"<{name}>" : Tree(value);
        }

        return result;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d+[smhd](\d+[smh])?$")]
    private static partial Regex Age();

    [GeneratedRegex("\\b(gen-|job1-\\d-)[a-z0-9]{5}\\b")]
    private static partial Regex Generated();

    [GeneratedRegex("(resourceVersion\\\\\":\\\\\")\\d+")]
    private static partial Regex Version();

    [GeneratedRegex(@"in record \(\d+\)")]
    private static partial Regex Record();
}
