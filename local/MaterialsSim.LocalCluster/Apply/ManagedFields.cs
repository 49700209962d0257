using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Keeps <c>metadata.managedFields</c>.</summary>
internal static class ManagedFields
{
    public static void Track(ResourceKind kind, JsonObject value, JsonObject? old, string? subresource, string? manager, DateTimeOffset now)
    {
    }
}
