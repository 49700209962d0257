using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Patching;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using MaterialsSim.LocalCluster.Tables;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>The scale subresource: replicas of any kind under one shape, autoscaling/v1 Scale.</summary>
internal sealed class ScaleHandler(ObjectStore store, ResourceWriter writer)
{
    public async Task HandleAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var request = context.Request;
        if (request.Method == "GET")
        {
            var stored = store.Get(kind.Collection, ObjectKey.Of(target.Namespace, target.Name!)) ?? throw Failure.NotFound(kind, target.Name!);
            await context.WriteAsync(200, ToScale(kind, stored.Value));
            return;
        }

        Func<JsonObject, JsonObject> change;
        if (request.Method == "PUT")
        {
            var body = await request.ObjectAsync("Scale", context.RequestAborted);
            change = _ => body;
        }
        else
        {
            change = PatchReader.Read(kind, request.MediaType(), await request.BodyAsync(context.RequestAborted));
        }

        var updated = writer.Change(kind, target.Namespace, target.Name!, "scale", request.WriteOptions(), old =>
        {
            var scale = change(ToScale(kind, old));
            var replicas = scale["spec"].Int("replicas") ?? 0;
            if (replicas < 0)
            {
                throw Failure.Invalid("autoscaling", "Scale", target.Name!, [FieldError.Invalid("spec.replicas", replicas, "should be a non-negative integer")]);
            }

            JsonPaths.Set(old, kind.Scale!.SpecReplicas, replicas);
            if (scale.ResourceVersion() is { Length: > 0 } version)
            {
                old.Metadata()["resourceVersion"] = version;
            }

            return old;
        });
        await context.WriteAsync(200, ToScale(kind, updated));
    }

    private static JsonObject ToScale(ResourceKind kind, JsonObject value)
    {
        var metadata = new JsonObject();
        foreach (var member in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            if (value["metadata"]![member] is { } found)
            {
                metadata[member] = found.DeepClone();
            }
        }

        var spec = new JsonObject();
        if (JsonPaths.Find(value, kind.Scale!.SpecReplicas).AsInt() is { } replicas && replicas != 0)
        {
            spec["replicas"] = replicas;
        }

        var status = new JsonObject { ["replicas"] = JsonPaths.Find(value, kind.Scale.StatusReplicas).AsInt() ?? 0 };
        if (kind.Scale.Selector is { } selector && JsonPaths.Find(value, selector).AsString() is { } text)
        {
            status["selector"] = text;
        }

        return new() { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }
}
