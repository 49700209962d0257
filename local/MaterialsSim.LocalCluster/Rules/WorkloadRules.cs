using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Deployments and their like, which are stored and not run: replicas and the pod template get their defaults.</summary>
internal sealed class WorkloadRules(bool scales) : GenerationRules
{
    public override void Default(JsonObject value, JsonObject? old)
    {
        var spec = value.Ensure("spec");
        if (scales)
        {
            spec.Default("replicas", 1);
        }

        PodDefaults.Apply(spec.Ensure("template").Ensure("spec"));
    }
}
