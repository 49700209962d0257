using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>The fields of a Job's spec that rules read, with the defaults of k8s.io/kubernetes pkg/apis/batch/v1/defaults.go.</summary>
internal sealed record JobSpec
{
    public int Parallelism { get; init; } = 1;

    /// <summary>How many successes end the Job; null: any one.</summary>
    public int? Completions { get; init; }

    public bool IsIndexed { get; init; }

    public int BackoffLimit { get; init; } = 6;

    public int? BackoffLimitPerIndex { get; init; }

    public int? MaxFailedIndexes { get; init; }

    public PodFailurePolicy? FailurePolicy { get; init; }

    public SuccessPolicy? SuccessPolicy { get; init; }

    /// <summary>A pod is replaced only when it has ended, and a deleted one fails only then (KEP-3939). Implied by a failure policy.</summary>
    public bool ReplacesEndedOnly { get; init; }

    public bool IsSuspended { get; init; }

    public TimeSpan? ActiveDeadline { get; init; }

    public TimeSpan? TtlAfterFinished { get; init; }

    /// <summary>Pods restart their containers themselves: restarts count towards the backoff limit.</summary>
    public bool RestartsOnFailure { get; init; }

    public static JobSpec From(JsonObject job)
    {
        var spec = job["spec"];
        var perIndex = Int(spec?["backoffLimitPerIndex"]);
        return new JobSpec
        {
            Parallelism = Int(spec?["parallelism"]) ?? 1,
            Completions = Int(spec?["completions"]),
            IsIndexed = spec?["completionMode"].AsString() == "Indexed",
            BackoffLimit = Int(spec?["backoffLimit"]) ?? (perIndex is null ? 6 : int.MaxValue),
            BackoffLimitPerIndex = perIndex,
            MaxFailedIndexes = Int(spec?["maxFailedIndexes"]),
            FailurePolicy = PodFailurePolicy.From(spec?["podFailurePolicy"]),
            SuccessPolicy = SuccessPolicy.From(spec?["successPolicy"]),
            ReplacesEndedOnly = spec?["podReplacementPolicy"].AsString() == "Failed" || spec?["podFailurePolicy"] is not null,
            IsSuspended = spec.Bool("suspend") == true,
            ActiveDeadline = Seconds(spec?["activeDeadlineSeconds"]),
            TtlAfterFinished = Seconds(spec?["ttlSecondsAfterFinished"]),
            RestartsOnFailure = spec?["template"]?["spec"]?["restartPolicy"].AsString() == "OnFailure",
        };
    }

    private static int? Int(JsonNode? node) => (int?)node.AsInt();

    private static TimeSpan? Seconds(JsonNode? node) => node.AsInt() is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
