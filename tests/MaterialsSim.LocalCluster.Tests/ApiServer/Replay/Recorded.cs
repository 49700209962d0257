using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>Knows what the recorded server's identities and versions are called here, from the answers so far.</summary>
internal sealed partial class Recorded
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Compares an answer with its recording and learns.</summary>
    public void Learn(JsonNode? recorded, JsonNode? found)
    {
        if (recorded is JsonObject left && found is JsonObject right)
        {
            foreach (var (name, value) in left)
            {
                if (name is "uid" or "resourceVersion" or "continue" or "name" && Text(value) is { } old && Text(right[name]) is { } now
                    && (name != "name" || Generated().IsMatch(old)))
                {
                    _names[old] = now;
                }

                Learn(value, right[name]);
            }
        }
        else if (recorded is JsonArray first && found is JsonArray second)
        {
            for (var at = 0; at < Math.Min(first.Count, second.Count); at++)
            {
                Learn(first[at], second[at]);
            }
        }
    }

    public string Translate(string request)
    {
        request = Uid().Replace(request, match => _names.GetValueOrDefault(match.Value, match.Value));
        request = Version().Replace(request, match => match.Groups[1].Value + _names.GetValueOrDefault(match.Groups[2].Value, match.Groups[2].Value));
        request = Generated().Replace(request, match => _names.GetValueOrDefault(match.Value, match.Value));
        return Continue().Replace(request, match => match.Groups[1].Value + _names.GetValueOrDefault(match.Groups[2].Value, match.Groups[2].Value));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex("(resourceVersion=|\"resourceVersion\": ?\")(\\d+)")]
    private static partial Regex Version();

    [GeneratedRegex("\\b(gen-|job1-\\d-)[a-z0-9]{5}\\b")]
    private static partial Regex Generated();

    [GeneratedRegex("(continue=)([A-Za-z0-9_-]+)")]
    private static partial Regex Continue();
}
