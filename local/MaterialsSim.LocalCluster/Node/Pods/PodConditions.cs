using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>A pod's conditions (kubernetes pkg/kubelet/status/generate.go).</summary>
internal static class PodConditions
{
    private static readonly HashSet<string> Own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

    public static JsonArray Build(JsonObject pod, IReadOnlyList<ContainerRecord> containers, string phase, PodEnding? ending, DateTimeOffset now)
    {
        var hasEnded = phase is "Succeeded" or "Failed";
        var old = (pod["status"]?["conditions"].Objects() ?? []).ToDictionary(condition => condition.String("type") ?? "", condition => condition);
        var conditions = new List<JsonObject>
        {
            Condition("PodReadyToStartContainers", !hasEnded, null, null),
            Initialized(containers, phase),
            Ready("Ready", containers, phase),
            Ready("ContainersReady", containers, phase),
            Condition("PodScheduled", true, null, null),
        };
        if (ending?.DisruptionReason is { } reason && !old.ContainsKey("DisruptionTarget"))
        {
            conditions.Add(Condition("DisruptionTarget", true, reason, ending.Message));
        }

        foreach (var condition in conditions)
        {
            var before = old.GetValueOrDefault(condition.String("type")!);
            var same = before.String("status") == condition.String("status");
            condition["lastTransitionTime"] = same && before.String("lastTransitionTime") is { } time ? time : now.ToWire();
        }

        return new JsonArray([.. conditions, .. old.Where(pair => !Own.Contains(pair.Key)).Select(pair => pair.Value.DeepClone())]);
    }

    private static JsonObject Initialized(IReadOnlyList<ContainerRecord> containers, string phase)
    {
        var missing = containers.Where(container => container.Kind != ContainerKind.Main && !PodPhase.IsInitialised(container)).Select(container => container.Name).ToList();
        return missing.Count > 0
            ? Condition("Initialized", false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', missing)}]")
            : Condition("Initialized", true, phase == "Succeeded" ? "PodCompleted" : null, null);
    }

    private static JsonObject Ready(string type, IReadOnlyList<ContainerRecord> containers, string phase)
    {
        if (phase is "Succeeded" or "Failed")
        {
            return Condition(type, false, phase == "Succeeded" ? "PodCompleted" : "PodFailed", null);
        }

        var missing = containers.Where(container => container.Kind != ContainerKind.Init && !container.IsRunning).Select(container => container.Name).ToList();
        return missing.Count > 0
            ? Condition(type, false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', missing)}]")
            : Condition(type, true, null, null);
    }

    private static JsonObject Condition(string type, bool isTrue, string? reason, string? message)
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = isTrue ? "True" : "False", ["lastProbeTime"] = null, ["lastTransitionTime"] = null };
        if (reason is not null)
        {
            condition["reason"] = reason;
        }

        if (message is not null)
        {
            condition["message"] = message;
        }

        return condition;
    }
}
