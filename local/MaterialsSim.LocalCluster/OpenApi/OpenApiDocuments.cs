using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Discovery;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.OpenApi;

/// <summary>OpenAPI v3, a document per group and version, built when asked for and kept until the kinds change. v2 is an empty frame.</summary>
internal sealed class OpenApiDocuments
{
    private readonly ResourceRegistry _registry;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OpenApiContent> _built = new(StringComparer.Ordinal);
    private int _version = -1;

    public OpenApiDocuments(ResourceRegistry registry) => _registry = registry;

    public OpenApiContent? Find(string path, HttpRequest request)
    {
        lock (_gate)
        {
            if (_version != _registry.Version)
            {
                _built.Clear();
                _version = _registry.Version;
            }

            if (path == "/openapi/v2")
            {
                return request.Headers.Accept.Any(line => line is not null && line.Contains("protobuf", StringComparison.Ordinal))
                    ? new(EmptyV2.Protobuf, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", DiscoveryHandler.ETag(EmptyV2.Protobuf))
                    : Json("v2", EmptyV2.Document);
            }

            if (path == "/openapi/v3")
            {
                return Json("v3", Index);
            }

            const string prefix = "/openapi/v3/";
            return path.StartsWith(prefix, StringComparison.Ordinal) && Groups().Contains(path[prefix.Length..]) ? Group(path[prefix.Length..]) : null;
        }
    }

    private static string GroupPath(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";

    private HashSet<string> Groups() => [.. _registry.Kinds.Select(GroupPath)];

    private OpenApiContent Group(string path) =>
        Json(path, () => OpenApiV3.Document(path, [.. _registry.Kinds.Where(kind => GroupPath(kind) == path).OrderBy(kind => kind.Plural, StringComparer.Ordinal)]));

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var path in Groups().Order(StringComparer.Ordinal))
        {
            // The hash lets clients keep the document as long as it says the same.
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Group(path).ETag!.Trim('"')}" };
        }

        return new() { ["paths"] = paths };
    }

    private OpenApiContent Json(string name, Func<JsonObject> build)
    {
        if (!_built.TryGetValue(name, out var content))
        {
            var bytes = build().ToUtf8();
            _built[name] = content = new(bytes, "application/json", DiscoveryHandler.ETag(bytes));
        }

        return content;
    }
}
