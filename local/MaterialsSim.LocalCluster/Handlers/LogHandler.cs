using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Serves <c>pods/log</c> from the node that runs the pod.</summary>
internal sealed class LogHandler(ObjectStore store, Func<IPodRuntime?> runtime)
{
    public async Task HandleAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var pod = (store.Get(kind.Collection, ObjectKey.Of(target.Namespace, target.Name!)) ?? throw Failure.NotFound(kind, target.Name!)).Value;
        var container = Container(pod, context.Request.Query("container"));
        var follow = context.Request.Flag("follow");
        var previous = context.Request.Flag("previous");
        var tail = long.TryParse(context.Request.Query("tailLines"), out var lines) ? lines : -1;
        var limit = long.TryParse(context.Request.Query("limitBytes"), out var bytes) ? bytes : long.MaxValue;
        var node = runtime() ?? throw Waiting(container, pod, "no node runs pods in this cluster");
        await using var log = await node.OpenLogAsync(pod.Uid(), container, previous, follow, context.RequestAborted)
            ?? throw (previous
                ? Failure.BadRequest($"previous terminated container \"{container}\" in pod \"{pod.Name()}\" not found")
                : Waiting(container, pod, Reason(pod, container)));
        context.Response.StatusCode = 200;
        context.Response.ContentType = "text/plain";
        await LogTail.CopyAsync(log, context.Response.Body, tail, limit, follow, context.RequestAborted);
    }

    private static readonly string[] Lists = ["containers", "initContainers", "ephemeralContainers"];
    private static readonly string[] StatusLists = ["containerStatuses", "initContainerStatuses"];

    private static string Container(JsonObject pod, string? asked)
    {
        var names = Lists.ToDictionary(list => list, list => (pod["spec"].Array(list) ?? []).Select(item => item.String("name")!).ToList());
        if (asked is not null)
        {
            return names.Values.Any(list => list.Contains(asked))
                ? asked
                : throw Failure.BadRequest($"container {asked} is not valid for pod {pod.Name()}");
        }

        if (names["containers"].Count == 1)
        {
            return names["containers"][0];
        }

        var choice = $"choose one of: [{string.Join(' ', names["containers"])}]";
        var init = names["initContainers"].Count > 0 ? $" or one of the init containers: [{string.Join(' ', names["initContainers"])}]" : "";
        throw Failure.BadRequest($"a container name must be specified for pod {pod.Name()}, {choice}{init}");
    }

    private static ApiException Waiting(string container, JsonObject pod, string reason) =>
        Failure.BadRequest($"container \"{container}\" in pod \"{pod.Name()}\" is waiting to start: {reason}");

    private static string Reason(JsonObject pod, string container) =>
        StatusLists.SelectMany(list => pod["status"].Array(list) ?? [])
            .Where(status => status.String("name") == container)
            .Select(status => status.Object("state").Object("waiting").String("reason"))
            .FirstOrDefault() ?? "ContainerCreating";
}
