using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Tables.BuiltIn;

/// <summary>Columns of pods. Upstream: <c>printPod</c> in <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class PodColumns
{
    public static readonly IReadOnlyList<Column> All =
    [
        StandardColumns.Name,
        Column.Text("Ready", "Containers that are ready, of all.", Ready),
        Column.Text("Status", "Where the pod stands.", Status),
        new("Restarts", "string", "", "How often containers were started again, and when last.", 0, Restarts),
        StandardColumns.Age,
        Column.Text("IP", "Address of the pod.", pod => pod["status"].String("podIP") ?? "<none>", 1),
        Column.Text("Node", "Node that runs the pod.", pod => pod["spec"].String("nodeName") ?? "<none>", 1),
        Column.Text("Nominated Node", "Node that is being cleared for the pod.", pod => pod["status"].String("nominatedNodeName") ?? "<none>", 1),
        Column.Text("Readiness Gates", "Conditions that the pod waits for.", _ => "<none>", 1),
    ];

    private static string Ready(JsonObject pod)
    {
        var statuses = pod["status"].Array("containerStatuses") ?? [];
        var sidecars = Sidecars(pod).ToList();
        var total = (pod["spec"].Array("containers")?.Count ?? 0) + sidecars.Count;
        var started = (pod["status"].Array("initContainerStatuses") ?? []).Count(status => sidecars.Contains(status.String("name")) && status.Bool("ready") == true);
        return $"{statuses.Count(status => status.Bool("ready") == true) + started}/{total}";
    }

    private static IEnumerable<string?> Sidecars(JsonObject pod) =>
        (pod["spec"].Array("initContainers") ?? []).Where(container => container.String("restartPolicy") == "Always").Select(container => container.String("name"));

    private static string Status(JsonObject pod)
    {
        var reason = pod["status"].String("reason") ?? pod["status"].String("phase") ?? "Unknown";
        var init = InitReason(pod);
        if (init is not null)
        {
            reason = init;
        }
        else
        {
            reason = ContainersReason(pod, reason);
        }

        return !pod.IsDeleting() ? reason
            : pod["status"].String("reason") == "NodeLost" ? "Unknown"
            : pod["status"].String("phase") is "Succeeded" or "Failed" ? reason
            : "Terminating";
    }

    private static string? InitReason(JsonObject pod)
    {
        var sidecars = Sidecars(pod).ToHashSet();
        var total = pod["spec"].Array("initContainers")?.Count ?? 0;
        var at = 0;
        foreach (var status in pod["status"].Array("initContainerStatuses") ?? [])
        {
            var state = status.Object("state");
            var terminated = state.Object("terminated");
            if (terminated is not null && (terminated.Int("exitCode") ?? 0) == 0)
            {
                at++;
                continue;
            }

            if (sidecars.Contains(status.String("name")) && status.Bool("started") == true)
            {
                at++;
                continue;
            }

            if (terminated is not null)
            {
                return terminated.String("reason") is { Length: > 0 } why ? $"Init:{why}"
                    : terminated.Int("signal") is { } signal and not 0 ? $"Init:Signal:{signal}" : $"Init:ExitCode:{terminated.Int("exitCode")}";
            }

            return state.Object("waiting").String("reason") is { Length: > 0 } waiting and not "PodInitializing" ? $"Init:{waiting}" : $"Init:{at}/{total}";
        }

        return null;
    }

    private static string ContainersReason(JsonObject pod, string reason)
    {
        var running = false;
        foreach (var status in (pod["status"].Array("containerStatuses") ?? []).Reverse())
        {
            var state = status.Object("state");
            if (state.Object("waiting").String("reason") is { Length: > 0 } waiting)
            {
                reason = waiting;
            }
            else if (state.Object("terminated") is { } terminated)
            {
                reason = terminated.String("reason") is { Length: > 0 } why ? why
                    : terminated.Int("signal") is { } signal and not 0 ? $"Signal:{signal}" : $"ExitCode:{terminated.Int("exitCode")}";
            }
            else if (status.Bool("ready") == true && state.Object("running") is not null)
            {
                running = true;
            }
        }

        return reason == "Completed" && running ? "Running" : reason;
    }

    private static JsonNode Restarts(JsonObject pod, DateTimeOffset now)
    {
        var statuses = (pod["status"].Array("containerStatuses") ?? []).ToList();
        var count = statuses.Sum(status => status.Int("restartCount") ?? 0);
        var last = statuses.Select(status => Ages.Parse(status.Object("lastState").Object("terminated").String("finishedAt"))).Max();
        return count > 0 && last is { } when ? $"{count} ({Ages.Human(now - when)} ago)" : $"{count}";
    }
}
