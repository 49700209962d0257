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

    /// <summary>The recording left time between some steps; here the state that they led to is waited for.</summary>
    public static Task SettleAsync(LocalClusterHost host, TranscriptStep step, CancellationToken cancellationToken) => step.Line switch
    {
        3 => host.WaitForCrdAsync("widgets.example.com", cancellationToken),
        95 => host.WaitForAsync(new("", "v1", "configmaps"), items => !items.Any(item => (string?)item["metadata"]!["name"] == "child"), cancellationToken),
        111 or 117 or 118 => host.WaitForAsync(new("batch", "v1", "jobs"), items => items.Any(item => (int?)item["status"]?["active"] > 0), cancellationToken),
        114 => host.WaitForAsync(new("batch", "v1", "jobs"), items => items.Any(item => item["status"]?["conditions"] is not null && (int?)item["status"]?["active"] is null or 0), cancellationToken),
        121 => host.WaitForAsync(new("batch", "v1", "jobs"), items => items.Count == 0, cancellationToken),
        _ => Task.CompletedTask,
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

        if (node is JsonObject version && version.ContainsKey("gitVersion"))
        {
            foreach (var member in new[] { "gitVersion", "gitCommit", "gitTreeState", "buildDate", "goVersion", "compiler", "platform" })
            {
                version.Remove(member); // what it is built from is its own
            }
        }

        return node;
    }
}
