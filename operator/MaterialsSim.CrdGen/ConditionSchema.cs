using System.Text.Json.Nodes;

namespace MaterialsSim.CrdGen;

/// <summary>Schema of a condition, with the bounds of metav1.Condition (apimachinery, pkg/apis/meta/v1/types.go).</summary>
internal static class ConditionSchema
{
    public static JsonObject Create() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "status", "lastTransitionTime", "reason", "message"),
        ["properties"] = new JsonObject
        {
            ["type"] = Text("What the condition is about.", 316, @"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$"),
            ["status"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "Whether it holds.",
                ["enum"] = new JsonArray("True", "False", "Unknown"),
            },
            ["observedGeneration"] = new JsonObject
            {
                ["type"] = "integer",
                ["description"] = "The generation of the spec that it speaks of.",
                ["format"] = "int64",
                ["minimum"] = 0,
            },
            ["lastTransitionTime"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "When its status last changed.",
                ["format"] = "date-time",
            },
            ["reason"] = Text("Why, in a word for machines.", 1024, "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$", minLength: 1),
            ["message"] = Text("Why, for people.", 32768),
        },
    };

    private static JsonObject Text(string description, int maxLength, string? pattern = null, int minLength = 0)
    {
        var schema = new JsonObject { ["type"] = "string", ["description"] = description };
        if (minLength > 0)
        {
            schema["minLength"] = minLength;
        }

        schema["maxLength"] = maxLength;
        if (pattern is not null)
        {
            schema["pattern"] = pattern;
        }

        return schema;
    }
}
