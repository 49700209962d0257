using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>Steps that cannot be replayed from their requests alone.</summary>
internal static class ReplayLimits
{
    public static string? Skip(TranscriptStep step) => step switch
    {
        { Path: var path } when path.Contains("watch=true", StringComparison.Ordinal) => "the events came of requests that were not recorded",
        { Headers: var headers } when headers.GetValueOrDefault("content-type") == "application/vnd.kubernetes.protobuf" => "protobuf body, recorded as text",
        { Headers: var headers } when headers.GetValueOrDefault("accept", "").StartsWith("application/vnd.kubernetes.protobuf", StringComparison.Ordinal) => "protobuf answer",
        { Line: 93 } => "a look at an owner in foreground deletion: the collector may be done already",
        _ => null,
    };

    /// <summary>Descriptions of built-in columns are in own words here; the recording has them blanked.</summary>
    public static JsonNode? Blank(JsonNode? node)
    {
        if (node is JsonObject table && (string?)table["kind"] == "Table" && table["columnDefinitions"] is JsonArray columns)
        {
            foreach (var column in columns.OfType<JsonObject>().Where(column => !((string?)column["description"] ?? "").StartsWith("Custom resource", StringComparison.Ordinal)))
            {
                column["description"] = "";
            }
        }

        return node;
    }
}
