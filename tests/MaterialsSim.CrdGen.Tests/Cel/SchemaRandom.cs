using System.Text.Json.Nodes;

namespace MaterialsSim.CrdGen.Tests.Cel;

/// <summary>Objects that keep a schema's types and required fields, with values that rules are likely to tell apart.</summary>
internal sealed class SchemaRandom(int seed)
{
    private static readonly string[] s_texts = ["x", "a.b", "s3://b/k.gz", "file:///k.csv", "MATERIALSSIM_X", "MATERIALSSIM", new('é', 63), new('x', 64)];

    private readonly Random _random = new(seed);

    public JsonObject Object(JsonObject schema)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(r => (string)r!).ToHashSet();
        var result = new JsonObject();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (name == "metadata")
            {
                result[name] = new JsonObject { ["name"] = s_texts[_random.Next(s_texts.Length)] };
            }
            else if (required.Contains(name) || _random.Next(2) == 0)
            {
                result[name] = Value(property!.AsObject());
            }
        }

        return result;
    }

    private JsonNode Value(JsonObject schema) => (string?)schema["type"] switch
    {
        "object" => Object(schema),
        "array" => new JsonArray([.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Value(schema["items"]!.AsObject()))]),
        "boolean" => _random.Next(2) == 0,
        "integer" => _random.Next(4),
        "number" => _random.Next(2) == 0 ? _random.Next(-2, 4) : _random.NextDouble() * 4 - 1,
        _ when schema["enum"] is JsonArray values => (string)values[_random.Next(values.Count)]!,
        _ => s_texts[_random.Next(s_texts.Length)],
    };
}
