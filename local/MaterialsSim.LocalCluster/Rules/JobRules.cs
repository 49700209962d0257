using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Jobs. Upstream: <c>pkg/apis/batch/v1/defaults.go</c> and <c>pkg/registry/batch/job/strategy.go</c>.</summary>
internal sealed class JobRules : GenerationRules
{
    public const string UidLabel = "batch.kubernetes.io/controller-uid";
    public const string NameLabel = "batch.kubernetes.io/job-name";

    /// <summary>Jobs deleted without a policy orphan their pods, as in their first version.</summary>
    public override string DefaultPropagation => "Orphan";

    public override void Default(JsonObject value, JsonObject? old) => DefaultSpec(value.Ensure("spec"));

    /// <summary>Also for the templates of CronJobs.</summary>
    public static void DefaultSpec(JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
            spec["parallelism"] = 1;
        }

        spec.Default("parallelism", 1);
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        foreach (var condition in (spec.Object("podFailurePolicy").Array("rules") ?? []).SelectMany(rule => rule.Array("onPodConditions") ?? []).OfType<JsonObject>())
        {
            condition.Default("status", "True");
        }

        PodDefaults.Apply(spec.Ensure("template").Ensure("spec"));
    }

    public override void PrepareForCreate(JsonObject value, DateTimeOffset now)
    {
        var spec = value.Ensure("spec");
        value["status"] = new JsonObject();
        if (spec.Bool("manualSelector") == true)
        {
            return;
        }

        var template = spec.Ensure("template").Ensure("metadata").Ensure("labels");
        var labels = new JsonObject
        {
            [UidLabel] = value.Uid(),
            [NameLabel] = value.Name(),
            ["controller-uid"] = value.Uid(),
            ["job-name"] = value.Name(),
        };
        foreach (var (name, label) in labels)
        {
            template[name] = label!.DeepClone();
        }

        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [UidLabel] = value.Uid() } };
        if (value["metadata"].Object("labels") is null or { Count: 0 })
        {
            value.Metadata()["labels"] = template.DeepClone();
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var errors = JobValidation.Spec(value);
        return old is null ? errors.Concat(JobValidation.PodNames(value)) : errors.Concat(JobValidation.Immutable(value, old));
    }
}
