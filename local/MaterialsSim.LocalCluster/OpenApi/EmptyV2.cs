using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.OpenApi;

/// <summary>An OpenAPI v2 document without definitions: old code paths of kubectl ask for one and go on without it.</summary>
internal static class EmptyV2
{
    // openapi.v2.Document: swagger (1), info (2: title 1, version 2), paths (8).
    public static readonly byte[] Protobuf =
    [
        0x0A, 3, .. "2.0"u8, 0x12, 18, 0x0A, 10, .. "Kubernetes"u8, 0x12, 4, .. "1.36"u8, 0x42, 0,
    ];

    public static JsonObject Document() => new()
    {
        ["swagger"] = "2.0",
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "1.36" },
        ["paths"] = new JsonObject(),
        ["definitions"] = new JsonObject(),
    };
}
