using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>What the Job rules read of a pod, parsed once per version of the object.</summary>
internal sealed record PodState
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public string Phase { get; init; } = "Pending";

    /// <summary>Completion index, or null when absent or not a number.</summary>
    public int? Index { get; init; }

    /// <summary>Earlier failures of the index that count.</summary>
    public int FailureCount { get; init; }

    /// <summary>Earlier failures of the index that a policy ignored.</summary>
    public int IgnoredFailureCount { get; init; }

    /// <summary>Whether the Job has still to count the pod.</summary>
    public bool IsTracked { get; init; }

    public bool IsDeleting { get; init; }

    public bool IsReady { get; init; }

    public bool IsScheduled { get; init; }

    /// <summary>Restarts of all containers.</summary>
    public int Restarts { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the pod ended, as well as that can be told (backoff_utils.go, getFinishedTime).</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Terminated containers, main ones before init containers (pod_failure_policy.go, matchOnExitCodes).</summary>
    public IReadOnlyList<(string Name, int ExitCode)> Exits { get; init; } = [];

    public IReadOnlyList<(string Type, string Status)> Conditions { get; init; } = [];

    public bool HasEnded => Phase is "Succeeded" or "Failed";

    public bool IsActive => !HasEnded && !IsDeleting;

    public bool IsTerminating => !HasEnded && IsDeleting;

    /// <summary>Reads a pod.</summary>
    public static PodState From(JsonObject pod)
    {
        var metadata = pod["metadata"];
        var status = pod["status"];
        var created = metadata?["creationTimestamp"].Time() ?? default;
        var ready = status?["conditions"].Objects().FirstOrDefault(condition => condition["type"].AsString() == "Ready");
        return new PodState
        {
            Name = pod.Name(),
            Uid = pod.Uid(),
            Phase = status?["phase"].AsString() ?? "Pending",
            Index = Count(metadata, JobLabels.CompletionIndex),
            FailureCount = Count(metadata, JobLabels.IndexFailureCount) ?? 0,
            IgnoredFailureCount = Count(metadata, JobLabels.IndexIgnoredFailureCount) ?? 0,
            IsTracked = pod.HasFinalizer(JobLabels.TrackingFinalizer),
            IsDeleting = pod.IsDeleting(),
            IsReady = ready?["status"].AsString() == "True",
            IsScheduled = pod["spec"]?["nodeName"].AsString() is { Length: > 0 },
            Restarts = Statuses(status).Sum(container => (int)(container["restartCount"].AsInt() ?? 0)),
            CreatedAt = created,
            FinishedAt = ContainersFinished(pod) ?? (ready?["status"].AsString() == "False" ? ready["lastTransitionTime"].Time() : null) ?? DeletedAt(metadata) ?? created,
            Exits = [.. Statuses(status).Select(Exit).OfType<(string, int)>()],
            Conditions = [.. (status?["conditions"]).Objects().Select(item => (item["type"].AsString() ?? "", item["status"].AsString() ?? ""))],
        };
    }

    private static IEnumerable<JsonNode> Statuses(JsonNode? status) => (status?["containerStatuses"]).Objects().Concat((status?["initContainerStatuses"]).Objects());

    private static (string, int)? Exit(JsonNode container) =>
        container["state"]?["terminated"] is { } end ? (container["name"].AsString() ?? "", (int)(end["exitCode"].AsInt() ?? 0)) : null;

    /// <summary>The last end of the containers that outlive the others: the main ones and the restartable init containers; null while one has not ended.</summary>
    private static DateTimeOffset? ContainersFinished(JsonObject pod)
    {
        var sidecars = (pod["spec"]?["initContainers"]).Objects().Where(container => container["restartPolicy"].AsString() == "Always").Select(container => container["name"].AsString()).ToHashSet();
        var ends = (pod["status"]?["containerStatuses"]).Objects()
            .Concat((pod["status"]?["initContainerStatuses"]).Objects().Where(container => sidecars.Contains(container["name"].AsString())))
            .Select(container => container["state"]?["terminated"]?["finishedAt"].Time())
            .ToList();
        return ends.Count == 0 || ends.Contains(null) ? null : ends.Max();
    }

    private static DateTimeOffset? DeletedAt(JsonNode? metadata) =>
        metadata?["deletionTimestamp"].Time() is { } time ? time.AddSeconds(-(metadata["deletionGracePeriodSeconds"].AsInt() ?? 0)) : null;

    private static int? Count(JsonNode? metadata, string annotation) =>
        int.TryParse(metadata?["annotations"]?[annotation].AsString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
