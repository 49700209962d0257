using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Eviction and binding of pods.</summary>
internal sealed class PodHandler(ResourceWriter writer, ResourceDeleter deleter, TimeProvider time)
{
    /// <summary>Marks the pod as disrupted, then deletes it. Upstream: <c>registry/core/pod/storage/eviction.go</c>; disruption budgets are not looked at.</summary>
    public async Task EvictAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var body = await context.Request.ObjectAsync("Eviction", context.RequestAborted);
        var options = new WriteOptions { Manager = "kube-apiserver" };
        writer.Change(kind, target.Namespace, target.Name!, "status", options, pod =>
        {
            var conditions = pod.Ensure("status")["conditions"] as JsonArray ?? [];
            var kept = conditions.Where(condition => condition.String("type") != "DisruptionTarget").Select(condition => condition!.DeepClone());
            pod["status"]!["conditions"] = new JsonArray([.. kept, new JsonObject
            {
                ["type"] = "DisruptionTarget",
                ["status"] = "True",
                ["lastTransitionTime"] = Meta.Timestamp(time.GetUtcNow()),
                ["reason"] = "EvictionByEvictionAPI",
                ["message"] = "Eviction API: evicting",
            }]);
            return pod;
        });
        deleter.Delete(kind, target.Namespace, target.Name!, DeleteRequest.From(body.Object("deleteOptions")));
        await context.WriteAsync(201, Success());
    }

    /// <summary>Places the pod on a node.</summary>
    public async Task BindAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var body = await context.Request.ObjectAsync("Binding", context.RequestAborted);
        var node = body.Object("target").String("name") ?? "";
        writer.Change(kind, target.Namespace, target.Name!, "binding", new WriteOptions { Manager = "kube-scheduler" }, pod =>
        {
            pod.Ensure("spec")["nodeName"] = node;
            return pod;
        });
        await context.WriteAsync(201, Success());
    }

    private static JsonObject Success() => new()
    {
        ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201,
    };
}
