using System.Text;
using System.Text.Json.Nodes;

namespace MaterialsSim.Cli.Manifests;

/// <summary>Why an API server refused an object, as a person reads it.</summary>
internal static class Refusal
{
    private const int MaxCauses = 20;

    /// <summary>A line per field at fault: its path and the rule. <paramref name="status"/> is the body of the answer.</summary>
    public static string Text(string manifest, string? status)
    {
        var answer = Parse(status);
        var causes = (answer?["details"]?["causes"] as JsonArray ?? [])
            .Select(c => (Field: c?["field"]?.ToString() ?? "", Message: c?["message"]?.ToString() ?? ""))
            .Where(c => c.Field != "<nil>" && c.Message.Length > 0)
            .Distinct()
            .ToList();
        if (causes.Count == 0)
        {
            return $"The API server refused {manifest}: {answer?["message"]?.ToString() ?? status ?? "no reason given"}";
        }

        var text = new StringBuilder($"The API server refused {manifest}:");
        foreach (var (field, message) in causes.Take(MaxCauses))
        {
            text.Append($"{Environment.NewLine}  {field}: {message}");
        }

        return text.ToString();
    }

    private static JsonNode? Parse(string? status)
    {
        try
        {
            return status is null ? null : JsonNode.Parse(status);
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // not a Status: shown as it is
        }
    }
}
