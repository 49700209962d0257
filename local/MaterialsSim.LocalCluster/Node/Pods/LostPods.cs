using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>
/// The status of a pod whose node stopped while it ran: the containers that had not ended are written off as a kubelet writes off containers that it
/// cannot find (kuberuntime, ContainerStatusUnknown), and DisruptionTarget tells its Job that the pod is not to blame.
/// </summary>
internal static class LostPods
{
    private const int Killed = 137;

    /// <summary>Whether an earlier life of the node has taken the pod on and not finished it.</summary>
    public static bool IsLost(JsonObject pod) =>
        pod["status"].String("phase") is not ("Succeeded" or "Failed") && pod["status"].String("startTime") is not null;

    public static JsonObject Status(JsonObject pod, DateTimeOffset now)
    {
        var status = pod["status"]!.DeepClone().AsObject();
        status["phase"] = "Failed";
        status["reason"] = PodEnding.NodeLost.Reason;
        status["message"] = PodEnding.NodeLost.Message;
        foreach (var container in status["initContainerStatuses"].Objects().Concat(status["containerStatuses"].Objects()))
        {
            WriteOff(container);
        }

        status["conditions"] = PodConditions.Build(pod, [], "Failed", PodEnding.NodeLost, now);
        return status;
    }

    private static void WriteOff(JsonObject container)
    {
        container["ready"] = container["state"]?["terminated"].Int("exitCode") == 0;
        container["started"] = false;
        if (container["state"]?["running"] is { } running)
        {
            container["state"] = new JsonObject
            {
                ["terminated"] = new JsonObject
                {
                    ["exitCode"] = Killed,
                    ["reason"] = "ContainerStatusUnknown",
                    ["message"] = "The container could not be located when the pod was terminated",
                    ["startedAt"] = running.String("startedAt"),
                    ["finishedAt"] = null,
                },
            };
        }
    }
}
