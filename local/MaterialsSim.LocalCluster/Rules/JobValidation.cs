using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>What Jobs must hold to. Upstream: <c>pkg/apis/batch/validation/validation.go</c>.</summary>
internal static class JobValidation
{
    private const int MaxParallelism = 100_000;
    private static readonly string[] Counts = ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"];
    private static readonly string[] Fixed = ["selector", "completionMode", "podFailurePolicy", "successPolicy", "backoffLimitPerIndex", "managedBy", "manualSelector"];
    private static readonly string[] ContainerLists = ["containers", "initContainers"];
    private static readonly string[] Scheduling = ["nodeSelector", "affinity", "tolerations", "schedulingGates"];

    public static IEnumerable<FieldError> Spec(JsonObject job)
    {
        var spec = job.Object("spec");
        foreach (var field in Counts)
        {
            if (spec.Int(field) is { } number && number < 0)
            {
                yield return FieldError.Invalid($"spec.{field}", number, "must be greater than or equal to 0");
            }
        }

        var indexed = spec.String("completionMode") == "Indexed";
        if (spec.String("completionMode") is not ("Indexed" or "NonIndexed"))
        {
            yield return FieldError.NotSupported("spec.completionMode", spec.String("completionMode"), ["Indexed", "NonIndexed"]);
        }

        if (indexed && spec?["completions"] is null)
        {
            yield return FieldError.Required("spec.completions", "when completion mode is Indexed");
        }

        if (indexed && spec.Int("parallelism") > MaxParallelism)
        {
            yield return FieldError.Invalid("spec.parallelism", spec.Int("parallelism"), $"must be less than or equal to {MaxParallelism} when completion mode is Indexed");
        }

        if (!indexed && spec?["backoffLimitPerIndex"] is not null)
        {
            yield return FieldError.Invalid("spec.backoffLimitPerIndex", spec.Int("backoffLimitPerIndex"), "requires indexed completion mode");
        }

        if (spec?["maxFailedIndexes"] is not null && spec["backoffLimitPerIndex"] is null)
        {
            yield return FieldError.Required("spec.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        }

        foreach (var error in Policies(spec).Concat(PodValidation.Spec(spec.Object("template").Object("spec"), "spec.template.spec")))
        {
            yield return error;
        }
    }

    /// <summary>Pods of Indexed Jobs carry name and index as their host name, which must be a DNS label.</summary>
    public static IEnumerable<FieldError> PodNames(JsonObject job)
    {
        var spec = job.Object("spec");
        if (spec.String("completionMode") != "Indexed" || spec.Int("completions") is not > 0)
        {
            yield break;
        }

        var host = $"{job.Name()}-{spec.Int("completions") - 1}";
        if (NameRules.NameProblems(NameStyle.Label, host).Any())
        {
            yield return FieldError.Invalid("metadata.name", job.Name(), $"will not able to create pod with invalid DNS label: {host}");
        }
    }

    public static IEnumerable<FieldError> Immutable(JsonObject job, JsonObject old)
    {
        var (spec, before) = (job.Object("spec") ?? [], old.Object("spec") ?? []);
        foreach (var field in Fixed.Where(field => !JsonNode.DeepEquals(spec[field], before[field])))
        {
            yield return FieldError.Invalid($"spec.{field}", spec[field], "field is immutable");
        }

        // An elastic Indexed Job may change both numbers together.
        var elastic = spec.String("completionMode") == "Indexed" && spec.Int("completions") == spec.Int("parallelism") && before.Int("completions") == before.Int("parallelism");
        if (!JsonNode.DeepEquals(spec["completions"], before["completions"]) && !elastic)
        {
            yield return FieldError.Invalid("spec.completions", spec["completions"], "field is immutable");
        }

        // Where pods go may change while none was started yet.
        var mutable = before.Bool("suspend") == true && old["status"].String("startTime") is null;
        if (!JsonNode.DeepEquals(Template(spec, mutable), Template(before, mutable)))
        {
            yield return FieldError.Invalid("spec.template", spec["template"], "field is immutable");
        }
    }

    private static IEnumerable<FieldError> Policies(JsonObject? spec)
    {
        var template = spec.Object("template").Object("spec");
        var restart = template.String("restartPolicy");
        if (restart is not ("OnFailure" or "Never"))
        {
            yield return FieldError.Required("spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }

        if (spec.Object("podFailurePolicy") is not { } policy)
        {
            yield break;
        }

        if (restart != "Never")
        {
            yield return FieldError.Invalid("spec.template.spec.restartPolicy", restart, "only \"Never\" is supported when podFailurePolicy is specified");
        }

        if (spec.String("podReplacementPolicy") != "Failed")
        {
            yield return FieldError.NotSupported("spec.podReplacementPolicy", spec.String("podReplacementPolicy"), ["Failed"]);
        }

        var names = ContainerLists.SelectMany(list => template.Array(list) ?? []).Select(container => container.String("name")).ToHashSet();
        foreach (var (rule, at) in (policy.Array("rules") ?? []).Select((rule, at) => (rule, at)))
        {
            var path = $"spec.podFailurePolicy.rules[{at}]";
            if (rule.String("action") is not ("Count" or "FailIndex" or "FailJob" or "Ignore"))
            {
                yield return FieldError.NotSupported($"{path}.action", rule.String("action") ?? "", ["Count", "FailIndex", "FailJob", "Ignore"]);
            }
            else if (rule.String("action") == "FailIndex" && spec?["backoffLimitPerIndex"] is null)
            {
                yield return FieldError.Invalid($"{path}.action", "FailIndex", "requires the backoffLimitPerIndex to be set");
            }

            if (rule.Object("onExitCodes").String("containerName") is { } name && !names.Contains(name))
            {
                yield return FieldError.Invalid($"{path}.onExitCodes.containerName", name, "must be one of the container or initContainer names in the pod template");
            }
        }
    }

    private static JsonObject? Template(JsonObject spec, bool withoutScheduling)
    {
        var template = spec.Object("template")?.Copy();
        foreach (var field in withoutScheduling ? Scheduling : [])
        {
            template.Object("spec")?.Remove(field);
        }

        return template;
    }
}
