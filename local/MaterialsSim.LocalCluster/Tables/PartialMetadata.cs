using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tables;

/// <summary>An object cut down to its metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(JsonObject value) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = value["metadata"]?.DeepClone(),
    };
}
