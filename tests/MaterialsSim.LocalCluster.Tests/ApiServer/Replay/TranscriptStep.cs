using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>A recorded request and what a real server answered.</summary>
internal sealed record TranscriptStep(
    int Line, string Name, string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body, int Status, string? Warning, string ResponseBody)
{
    public static IReadOnlyList<TranscriptStep> Load()
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "ApiServer", "Replay", "kubernetes-1.36.jsonl");
        return [.. File.ReadLines(path).Select((line, at) => Parse(at + 1, JsonNode.Parse(line)!.AsObject()))];
    }

    /// <summary>The recorded body as a tree; of a body that was cut, what can be read of it.</summary>
    public JsonNode? ResponseTree(out bool isCut)
    {
        var cut = ResponseBody.IndexOf("…<", StringComparison.Ordinal);
        isCut = cut >= 0;
        try
        {
            return isCut ? CutJson.Parse(ResponseBody[..cut]) : JsonNode.Parse(ResponseBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TranscriptStep Parse(int line, JsonObject entry)
    {
        var (request, response) = (entry["request"]!.AsObject(), entry["response"]!.AsObject());
        var body = request["body"] is { } sent ? (sent is JsonValue value && value.TryGetValue<string>(out var text) ? text : sent.ToJsonString()) : null;
        return new(line, (string)entry["step"]!, (string)request["method"]!, (string)request["path"]!,
            request["headers"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!),
            string.IsNullOrEmpty(body) ? null : body, (int)response["status"]!, (string?)response["headers"]!["warning"], (string)response["body"]!);
    }
}
