using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Removes nulls of built-in kinds: a typed decoder cannot tell them from absence.</summary>
internal static class NullPruner
{
    public static void Prune(JsonNode? value)
    {
        if (value is JsonObject map)
        {
            foreach (var name in map.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
            {
                map.Remove(name);
            }

            foreach (var (_, member) in map)
            {
                Prune(member);
            }
        }
        else if (value is JsonArray list)
        {
            foreach (var item in list)
            {
                Prune(item);
            }
        }
    }
}
