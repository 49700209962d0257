using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Yaml;

namespace MaterialsSim.LocalCluster.Patching;

/// <summary>Turns a patch body into a function from the object before to the object after.</summary>
internal static class PatchReader
{
    public const string JsonPatchType = "application/json-patch+json";
    public const string MergePatchType = "application/merge-patch+json";
    public const string StrategicType = "application/strategic-merge-patch+json";
    public const string ApplyType = "application/apply-patch+yaml";

    /// <exception cref="ApiException">400, 415 or 422, as upstream's <c>handlers/patch.go</c> answers.</exception>
    public static Func<JsonObject, JsonObject> Read(ResourceKind kind, string mediaType, byte[] body)
    {
        switch (mediaType)
        {
            case JsonPatchType:
                var operations = Parse(body) as JsonArray ?? throw Failure.BadRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
                return old => Guard(() => JsonPatch.Apply(old, operations));
            case MergePatchType:
                var changes = Parse(body) as JsonObject ?? throw Failure.BadRequest("a merge patch has to be an object");
                return old => Guard(() => MergePatch.Apply(old, changes));
            case StrategicType when !kind.IsCustom:
                var strategic = Parse(body) as JsonObject ?? throw Failure.BadRequest("a strategic merge patch has to be an object");
                return old => Guard(() => StrategicPatch.Apply(old, strategic, kind.Schema));
            default:
                var supported = kind.IsCustom
                    ? $"{JsonPatchType}, {MergePatchType}, {ApplyType}"
                    : $"{JsonPatchType}, {MergePatchType}, {StrategicType}, {ApplyType}";
                throw Failure.UnsupportedMediaType(
                    $"the body of the request was in an unknown format - accepted media types include: {supported}");
        }
    }

    /// <summary>An applied configuration, from YAML or JSON.</summary>
    public static JsonObject ReadApplied(byte[] body)
    {
        try
        {
            return YamlToJson.First(Encoding.UTF8.GetString(body)) as JsonObject
                ?? throw Failure.BadRequest("error decoding YAML: an object was expected");
        }
        catch (FormatException broken)
        {
            throw Failure.BadRequest($"error decoding YAML: {broken.Message}");
        }
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            throw Failure.BadRequest($"error decoding patch: {Server.GoJsonError.Describe(Encoding.UTF8.GetString(body))}");
        }
    }

    private static JsonObject Guard(Func<JsonNode?> patch)
    {
        try
        {
            return patch() as JsonObject ?? throw new FormatException("the result is no object");
        }
        catch (FormatException)
        {
            throw new ApiException(422, "Invalid", "the server rejected our request due to an error in our request", []);
        }
    }
}
