using System.Text.Json.Nodes;

namespace MaterialsSim.ControllerRuntime.Status;

/// <summary>Computes JSON merge patches (RFC 7396).</summary>
public static class MergePatch
{
    /// <summary>What turns one object into another: changed members, null for those that go. Null when they are equal.</summary>
    public static JsonObject? Between(JsonObject? from, JsonObject to)
    {
        ArgumentNullException.ThrowIfNull(to);
        var patch = new JsonObject();
        foreach (var (name, value) in to)
        {
            var old = from?[name];
            if (value is JsonObject inner && old is JsonObject oldInner)
            {
                if (Between(oldInner, inner) is { } change)
                {
                    patch[name] = change;
                }
            }
            else if (!JsonNode.DeepEquals(old, value))
            {
                patch[name] = value?.DeepClone();
            }
        }

        foreach (var (name, old) in from ?? [])
        {
            if (old is not null && !to.ContainsKey(name))
            {
                patch[name] = null;
            }
        }

        return patch.Count == 0 ? null : patch;
    }
}
