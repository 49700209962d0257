using System.Text.Json;
using System.Text.Json.Nodes;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>A change to an object, in one of the forms that the API takes.</summary>
public sealed class Patch
{
    private Patch(string contentType, byte[] body, string? fieldManager = null)
    {
        ContentType = contentType;
        Body = body;
        FieldManager = fieldManager;
    }

    internal string ContentType { get; }

    internal byte[] Body { get; }

    /// <summary>The manager of an apply patch, which is always forced; null for the others.</summary>
    internal string? FieldManager { get; }

    /// <summary>A JSON merge patch (RFC 7396): objects merge, null removes, lists are replaced.</summary>
    public static Patch Merge(JsonObject body) => new("application/merge-patch+json", Encode(body));

    /// <summary>A JSON patch (RFC 6902).</summary>
    public static Patch Json(JsonArray operations) => new("application/json-patch+json", Encode(operations));

    /// <summary>
    /// A server-side apply (KEP-555), forced: creates the object, or makes the fields of <paramref name="body"/> this manager's. The body must name apiVersion,
    /// kind and name, and hold no field that the manager does not mean to own.
    /// </summary>
    public static Patch Apply(object body, string fieldManager)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fieldManager);
        return new("application/apply-patch+yaml", Encode(body), fieldManager);
    }

    private static byte[] Encode(object body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJson.Options);
    }
}
