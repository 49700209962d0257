using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Sends subresource requests to whoever serves them.</summary>
internal sealed class SubresourceHandler(
    ObjectStore store, ObjectHandler objects, ScaleHandler scales, LogHandler logs, PodHandler pods, NamespaceHandler namespaces)
{
    public Task HandleAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var method = context.Request.Method;
        return (target.Subresource, method) switch
        {
            ("status", "GET") when kind.HasStatus => objects.GetAsync(context, kind, target),
            ("status", "PUT") when kind.HasStatus => objects.UpdateAsync(context, kind, target),
            ("status", "PATCH") when kind.HasStatus => objects.PatchAsync(context, kind, target),
            ("scale", "GET" or "PUT" or "PATCH") when kind.Scale is not null => scales.HandleAsync(context, kind, target),
            ("log", "GET") when kind.Collection == "pods" => logs.HandleAsync(context, kind, target),
            ("eviction", "POST") when kind.Collection == "pods" => pods.EvictAsync(context, kind, target),
            ("binding", "POST") when kind.Collection == "pods" => pods.BindAsync(context, kind, target),
            ("finalize", "PUT") when kind.Collection == "namespaces" => namespaces.FinalizeAsync(context, kind, target),
            ("status", _) when kind.HasStatus => throw Failure.MethodNotAllowed(),
            _ => throw Unknown(kind, target),
        };
    }

    // A custom resource answers for the object; built-in kinds have no such path at all.
    private Client.ApiException Unknown(ResourceKind kind, ResourceRequest target) =>
        kind.IsCustom || store.Get(kind.Collection, ObjectKey.Of(target.Namespace, target.Name!)) is null
            ? Failure.NotFound(kind, target.Name!)
            : new Client.ApiException(404, "NotFound", "the server could not find the requested resource", new JsonObject());
}
