using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Finds what an item of a list was before: only lists of type map say so, by their keys.</summary>
internal static class Correlation
{
    public static JsonNode? Find(JsonArray? old, JsonNode? item, SchemaNode schema) =>
        old is null || schema.ListType != "map"
            ? null
            : old.FirstOrDefault(candidate => schema.MapKeys.All(key => JsonNode.DeepEquals((candidate as JsonObject)?[key], (item as JsonObject)?[key])));
}
