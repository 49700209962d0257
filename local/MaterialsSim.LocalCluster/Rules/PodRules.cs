using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Pods. Upstream: <c>pkg/registry/core/pod/strategy.go</c>.</summary>
internal sealed class PodRules : GenerationRules
{
    public override bool DeleteReturnsObject => true;

    public override void PrepareForCreate(JsonObject value, DateTimeOffset now) =>
        value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" };

    /// <summary>What was never placed, or has ended, goes at once; otherwise the pod's own period unless the deleter names one.</summary>
    public override long GracePeriodSeconds(JsonObject value, long? requested)
    {
        var placed = !string.IsNullOrEmpty(value["spec"].String("nodeName"));
        if (!placed || value["status"].String("phase") is "Succeeded" or "Failed")
        {
            return 0;
        }

        return requested ?? value["spec"].Int("terminationGracePeriodSeconds") ?? 30;
    }
}
