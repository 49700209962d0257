using System.Globalization;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>Tells from a Job's pods and events what keeps it from making progress. Pure.</summary>
internal static class JobObstacles
{
    private const string IgnoredCount = "batch.kubernetes.io/job-index-ignored-failure-count";
    private static readonly TimeSpan StuckTerminating = TimeSpan.FromMinutes(2);
    private static readonly string[] ImageReasons = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError"];
    private static readonly string[] ConfigReasons = ["CreateContainerConfigError", "CreateContainerError", "RunContainerError"];

    /// <summary>The obstacle that stands first, or null.</summary>
    public static Obstacle? Find(V1Job job, IReadOnlyList<V1Pod> pods, IReadOnlyList<Corev1Event> jobEvents, DateTimeOffset now)
    {
        var disrupted = pods.Where(pod => Ignored(pod) > Obstacle.DisruptionCeiling).Select(PodFailures.IndexOf).OfType<int>().Distinct().ToList();
        var live = pods.Where(IsLive).ToList();
        foreach (var pod in live)
        {
            if (Of(pod, now) is { } found)
            {
                return found with { DisruptedIndexes = disrupted };
            }
        }

        if (live.Count == 0 && job.Spec.Suspend != true && Refusal(jobEvents) is { } refusal)
        {
            return refusal with { DisruptedIndexes = disrupted };
        }

        return disrupted.Count == 0 ? null : new Obstacle(Reasons.NoProgress, $"Pods of Job {job.Metadata.Name} are disrupted again and again.", disrupted);
    }

    /// <summary>Not ended: what an ended pod waited for no longer matters.</summary>
    public static bool IsLive(V1Pod pod) => pod.Status?.Phase is not ("Succeeded" or "Failed");

    private static Obstacle? Of(V1Pod pod, DateTimeOffset now)
    {
        var name = pod.Metadata.Name;
        if (pod.Metadata.DeletionTimestamp is { } deleted && now - new DateTimeOffset(DateTime.SpecifyKind(deleted, DateTimeKind.Utc)) > StuckTerminating)
        {
            return Make(Reasons.PodStuckTerminating, $"Pod {name} has not finished terminating; its node may be gone. Its batch waits for it.");
        }

        var containers = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);
        foreach (var waiting in containers.Where(c => c.State?.Waiting is not null))
        {
            var (reason, message) = (waiting.State.Waiting.Reason, waiting.State.Waiting.Message);
            if (ImageReasons.Contains(reason))
            {
                return Make(Reasons.ImagePull, $"Pod {name} cannot pull image {waiting.Image}: {message ?? reason}. Check the image's name and the pull secrets.");
            }

            if (ConfigReasons.Contains(reason))
            {
                return Make(Reasons.ContainerConfig, $"Container {waiting.Name} of pod {name} cannot be made: {message ?? reason}.");
            }
        }

        var unscheduled = pod.Status?.Conditions?.FirstOrDefault(c => c is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" });
        return unscheduled is null ? null : Make(Reasons.Unschedulable, $"No node takes pod {name}: {unscheduled.Message}");
    }

    private static Obstacle? Refusal(IReadOnlyList<Corev1Event> events)
    {
        var refusal = events.Where(e => e.Reason == "FailedCreate").MaxBy(e => e.LastTimestamp ?? e.EventTime ?? e.Metadata.CreationTimestamp);
        if (refusal is null)
        {
            return null;
        }

        var isQuota = refusal.Message?.Contains("exceeded quota", StringComparison.OrdinalIgnoreCase) == true;
        return Make(isQuota ? Reasons.QuotaExceeded : Reasons.NotAdmitted, refusal.Message ?? "Pods are refused.");
    }

    private static int Ignored(V1Pod pod)
        => pod.Metadata.Annotations is { } annotations && annotations.TryGetValue(IgnoredCount, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static Obstacle Make(string reason, string message) => new(reason, message, []);
}
