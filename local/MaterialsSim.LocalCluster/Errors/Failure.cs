using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Errors;

/// <summary>
/// The refusals of an API server, worded as <c>k8s.io/apimachinery/pkg/api/errors</c> words them, since clients and people match on the text.
/// </summary>
internal static class Failure
{
    public static ApiException NotFound(ResourceKind kind, string name) => NotFound(kind.Group, kind.Plural, name);

    public static ApiException NotFound(string group, string plural, string name) =>
        new(404, "NotFound", $"{Qualified(plural, group)} \"{name}\" not found", Details(name, group, plural));

    public static ApiException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{Qualified(kind.Plural, kind.Group)} \"{name}\" already exists", Details(name, kind.Group, kind.Plural));

    public static ApiException Modified(ResourceKind kind, string name) =>
        Conflict(kind.Group, kind.Plural, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiException Conflict(string group, string resource, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {Qualified(resource, group)} \"{name}\": {why}", Details(name, group, resource));

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Forbidden(ResourceKind kind, string name, string why, JsonArray? causes = null)
    {
        var details = Details(name, kind.Group, kind.Plural);
        if (causes is not null)
        {
            details["causes"] = causes;
        }

        return new(403, "Forbidden", $"{Qualified(kind.Plural, kind.Group)} \"{name}\" is forbidden: {why}", details);
    }

    public static ApiException Expired(string message) => new(410, "Expired", message);

    public static ApiException UnsupportedMediaType(string message) => new(415, "UnsupportedMediaType", message);

    public static ApiException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    /// <summary>422 with one cause per field error. <paramref name="kindName"/> is the Kind, or the plural where the real server says so.</summary>
    public static ApiException Invalid(string group, string kindName, string name, IReadOnlyList<FieldError> errors)
    {
        var details = Details(name, group, kindName);
        details["causes"] = new JsonArray([.. errors.Select(error => (JsonNode)error.ToCause())]);
        // The aggregate message names each distinct error once; the causes keep repetitions (util/errors.NewAggregate).
        var lines = errors.Select(error => error.ToString()).Distinct().ToList();
        var text = lines.Count == 1 ? lines[0] : $"[{string.Join(", ", lines)}]";
        return new(422, "Invalid", $"{Qualified(kindName, group)} \"{name}\" is invalid: {text}", details);
    }

    public static string Qualified(string resource, string group) => group.Length == 0 ? resource : $"{resource}.{group}";

    private static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        if (kind.Length > 0)
        {
            details["kind"] = kind;
        }

        return details;
    }
}
