using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>Where two trees differ, a line per place.</summary>
internal static class Difference
{
    public static IEnumerable<string> Between(JsonNode? wanted, JsonNode? found, bool onlyWanted, string path = "")
    {
        if (wanted is JsonObject left && found is JsonObject right)
        {
            foreach (var name in left.Select(pair => pair.Key).Union(onlyWanted ? [] : right.Select(pair => pair.Key)))
            {
                var inner = $"{path}.{name}";
                if (!right.ContainsKey(name))
                {
                    yield return $"{inner} is missing (real: {Short(left[name])})";
                }
                else if (!left.ContainsKey(name))
                {
                    yield return $"{inner} is extra: {Short(right[name])}";
                }
                else
                {
                    foreach (var line in Between(left[name], right[name], onlyWanted, inner))
                    {
                        yield return line;
                    }
                }
            }
        }
        else if (wanted is JsonArray first && found is JsonArray second)
        {
            if (first.Count != second.Count && !(onlyWanted && first.Count < second.Count))
            {
                yield return $"{path} has {second.Count} items (real: {first.Count})";
            }

            for (var at = 0; at < Math.Min(first.Count, second.Count); at++)
            {
                foreach (var line in Between(first[at], second[at], onlyWanted, $"{path}[{at}]"))
                {
                    yield return line;
                }
            }
        }
        else if (!JsonNode.DeepEquals(wanted, found))
        {
            yield return $"{path} is {Short(found)} (real: {Short(wanted)})";
        }
    }

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 160 ? text : text[..160] + "…";
    }
}
