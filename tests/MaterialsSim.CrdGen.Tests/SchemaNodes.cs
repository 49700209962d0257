using System.Text.Json.Nodes;

namespace MaterialsSim.CrdGen.Tests;

/// <summary>All nodes of a schema with their paths.</summary>
internal static class SchemaNodes
{
    public static IEnumerable<(string Path, JsonObject Schema)> All(JsonObject schema, string path = "")
    {
        yield return (path, schema);
        var children = (schema["properties"] as JsonObject ?? []).Select(p => ($"{path}.{p.Key}", p.Value!.AsObject()));
        if (schema["items"] is JsonObject items)
        {
            children = children.Append(($"{path}[]", items));
        }

        if (schema["additionalProperties"] is JsonObject values)
        {
            children = children.Append(($"{path}{{}}", values));
        }

        foreach (var node in children.SelectMany(c => All(c.Item2, c.Item1)))
        {
            yield return node;
        }
    }
}
