using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>The finalize subresource of namespaces: the only way to change <c>spec.finalizers</c>.</summary>
internal sealed class NamespaceHandler(ResourceWriter writer)
{
    public async Task FinalizeAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var body = await context.Request.ObjectAsync(kind.Kind, context.RequestAborted);
        var updated = writer.Change(kind, null, target.Name!, "finalize", context.Request.WriteOptions(), old =>
        {
            old.Ensure("spec")["finalizers"] = body["spec"].Array("finalizers")?.DeepClone();
            return old;
        });
        await context.WriteAsync(200, updated);
    }
}
