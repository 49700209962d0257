using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>Builds a pod's status as a kubelet reports it (kubernetes pkg/kubelet/kubelet_pods.go, pkg/kubelet/status/generate.go).</summary>
internal static class PodStatusBuilder
{
    /// <summary>The status.</summary>
    /// <param name="pod">The pod as last seen: conditions of others and times of unchanged ones are kept from it.</param>
    /// <param name="containers">Its containers.</param>
    /// <param name="startedAt">When the node took it on.</param>
    /// <param name="ending">Why the node ends it, or null.</param>
    /// <param name="hasEnded">Whether all its containers have ended for good.</param>
    /// <param name="now">The time of new transitions.</param>
    public static JsonObject Build(
        JsonObject pod, IReadOnlyList<ContainerRecord> containers, DateTimeOffset startedAt, PodEnding? ending, bool hasEnded, DateTimeOffset now)
    {
        var phase = PodPhase.Of(containers, pod["spec"].String("restartPolicy") ?? "Always", hasEnded);
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = PodConditions.Build(pod, containers, phase, ending, now),
            ["hostIP"] = "127.0.0.1",
            ["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = "127.0.0.1" }),
            ["podIP"] = "127.0.0.1",
            ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = "127.0.0.1" }),
            ["startTime"] = startedAt.ToWire(),
            ["qosClass"] = pod["status"].String("qosClass") ?? "BestEffort",
        };
        if (containers.Any(container => container.Kind != ContainerKind.Main))
        {
            status["initContainerStatuses"] = Statuses(containers.Where(container => container.Kind != ContainerKind.Main));
        }

        status["containerStatuses"] = Statuses(containers.Where(container => container.Kind == ContainerKind.Main));
        if (phase == "Failed" && ending?.Reason is not null)
        {
            status["reason"] = ending.Reason;
            status["message"] = ending.Message;
        }

        return status;
    }

    private static JsonArray Statuses(IEnumerable<ContainerRecord> containers) => new([.. containers.Select(Status)]);

    private static JsonObject Status(ContainerRecord container)
    {
        var status = new JsonObject
        {
            ["name"] = container.Name,
            ["state"] = State(container.State, container.ContainerId),
            ["lastState"] = container.Last is { } last ? State(last, container.ContainerId) : new JsonObject(),
            ["ready"] = container.Kind == ContainerKind.Init ? container.HasSucceeded : container.IsRunning,
            ["restartCount"] = container.Restarts,
            ["image"] = container.Image,
            ["imageID"] = container.ImageId,
            ["started"] = container.IsRunning,
        };
        if (container.ContainerId.Length > 0)
        {
            status["containerID"] = container.ContainerId;
        }

        return status;
    }

    private static JsonObject State(ContainerState state, string containerId) => state switch
    {
        ContainerState.Running running => new JsonObject { ["running"] = new JsonObject { ["startedAt"] = running.StartedAt.ToWire() } },
        ContainerState.Terminated ended => new JsonObject { ["terminated"] = Terminated(ended, containerId) },
        ContainerState.Waiting waiting => new JsonObject { ["waiting"] = Said(new JsonObject { ["reason"] = waiting.Reason }, waiting.Message) },
        _ => [],
    };

    private static JsonObject Terminated(ContainerState.Terminated ended, string containerId)
    {
        var json = Said(new JsonObject { ["exitCode"] = ended.ExitCode, ["reason"] = ended.Reason }, ended.Message);
        json["startedAt"] = ended.StartedAt?.ToWire();
        json["finishedAt"] = ended.FinishedAt?.ToWire();
        if (containerId.Length > 0)
        {
            json["containerID"] = containerId;
        }

        return json;
    }

    private static JsonObject Said(JsonObject json, string? message)
    {
        if (message is not null)
        {
            json["message"] = message;
        }

        return json;
    }
}
