using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>What a resource path names. Upstream: <c>apiserver/pkg/endpoints/request/requestinfo.go</c>.</summary>
internal sealed record ResourceRequest(ResourceType Type, string? Namespace, string? Name, string? Subresource)
{
    /// <summary>The resource that a path names, or null when the path names none.</summary>
    public static ResourceRequest? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var v, .. var tail] => ("", v, tail),
            ["apis", var g, var v, .. var tail] => (g, v, tail),
            _ => ("", "", []),
        };
        return rest switch
        {
            [] => null,
            ["namespaces", var name] => new(new(group, version, "namespaces"), null, name, null),
            ["namespaces", var name, "status" or "finalize"] => new(new(group, version, "namespaces"), null, name, rest[2]),
            ["namespaces", var space, var plural, .. var tail] => Tail(new(group, version, plural), space, tail),
            [var plural, .. var tail] => Tail(new(group, version, plural), null, tail),
        };
    }

    private static ResourceRequest Tail(ResourceType type, string? space, string[] tail) => tail switch
    {
        [] => new(type, space, null, null),
        [var name] => new(type, space, name, null),
        [var name, .. var sub] => new(type, space, name, string.Join('/', sub)),
    };
}
