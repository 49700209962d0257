using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Pods. Upstream: <c>pkg/registry/core/pod/strategy.go</c> and the ServiceAccount, Priority and DefaultTolerationSeconds admission plugins.</summary>
internal sealed class PodRules : GenerationRules
{
    private static readonly string[] Judged = ["containers", "initContainers"];
    private static readonly string[] Compute = ["cpu", "memory"];
    private static readonly string[] Tolerated = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];
    private static readonly string[] Mutable = ["activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations", "schedulingGates", "nodeName"];

    public override bool DeleteReturnsObject => true;

    public override void Default(JsonObject value, JsonObject? old)
    {
        var spec = value.Ensure("spec");
        PodDefaults.Apply(spec);
        spec.Default("enableServiceLinks", true);
    }

    public override void PrepareForCreate(JsonObject value, DateTimeOffset now)
    {
        var spec = value.Ensure("spec");
        spec.Default("serviceAccountName", "default");
        spec["serviceAccount"] = spec.String("serviceAccountName");
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("priority", 0);
        var tolerations = spec["tolerations"] as JsonArray ?? [];
        foreach (var key in Tolerated.Where(key => !tolerations.Any(item => item.String("key") is null || item.String("key") == key)))
        {
            tolerations.Add((JsonNode)new JsonObject { ["effect"] = "NoExecute", ["key"] = key, ["operator"] = "Exists", ["tolerationSeconds"] = 300 });
        }

        spec["tolerations"] = tolerations.DeepClone();
        value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService(spec) };
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old) =>
        old is null ? PodValidation.Spec(value.Object("spec"), "spec") : Immutable(value, old);

    public override IEnumerable<FieldError> ValidateStatus(JsonObject value, JsonObject old) => [];

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

    private static IEnumerable<FieldError> Immutable(JsonObject value, JsonObject old)
    {
        if (!JsonNode.DeepEquals(Fixed(value), Fixed(old)))
        {
            yield return FieldError.Forbidden("spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
        }
    }

    private static JsonObject Fixed(JsonObject pod)
    {
        var spec = pod.Object("spec")?.Copy() ?? [];
        foreach (var field in Mutable)
        {
            spec.Remove(field);
        }

        foreach (var container in PodDefaults.ContainerLists.SelectMany(list => spec.Array(list) ?? []).OfType<JsonObject>())
        {
            container.Remove("image");
        }

        return spec;
    }

    // Upstream: pkg/apis/core/v1/helper/qos; only cpu and memory count.
    private static string QualityOfService(JsonObject spec)
    {
        var containers = Judged.SelectMany(list => spec.Array(list) ?? []).Select(container => container.Object("resources")).ToList();
        bool Has(JsonObject? resources, string side, string name) => resources.Object(side)?[name] is not null;
        if (!containers.Any(resources => Compute.Any(name => Has(resources, "requests", name) || Has(resources, "limits", name))))
        {
            return "BestEffort";
        }

        return containers.All(resources => Compute.All(name =>
            Has(resources, "limits", name) && JsonNode.DeepEquals(resources.Object("limits")![name], resources.Object("requests")?[name])))
            ? "Guaranteed"
            : "Burstable";
    }
}
