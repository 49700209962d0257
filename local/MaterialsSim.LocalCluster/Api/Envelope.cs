using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>The outer form of objects.</summary>
internal static class Envelope
{
    /// <summary>Puts kind and apiVersion first, so that lists of built-in kinds can leave them away by skipping bytes.</summary>
    public static void Order(ResourceKind kind, JsonObject value)
    {
        if (kind.IsCustom || (value.IndexOf("kind") == 0 && value.IndexOf("apiVersion") == 1))
        {
            return;
        }

        var (name, version) = (value.String("kind"), value.String("apiVersion"));
        value.Remove("kind");
        value.Remove("apiVersion");
        value.Insert(0, "kind", name);
        value.Insert(1, "apiVersion", version);
        if (value["metadata"] is { } metadata)
        {
            value.Remove("metadata");
            value.Insert(2, "metadata", metadata);
        }
    }

    /// <summary>The bytes with which every stored object of a built-in kind begins.</summary>
    public static byte[] Prefix(ResourceKind kind) => Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");

    /// <summary>Structs that the typed form of a built-in kind always has.</summary>
    public static void FillSkeleton(ResourceKind kind, JsonObject value) => Fill(value, kind.Skeleton);

    private static void Fill(JsonObject value, JsonObject skeleton)
    {
        foreach (var (name, inner) in skeleton)
        {
            if (inner is JsonObject part)
            {
                Fill(value.Ensure(name), part);
            }
        }
    }
}
