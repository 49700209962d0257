using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Patching;

/// <summary>JSON Merge Patch, RFC 7396.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
                continue;
            }

            var member = result[name];
            var merged = Apply(member, change);
            if (!ReferenceEquals(merged, member))
            {
                result[name] = merged;
            }
        }

        return result;
    }
}
