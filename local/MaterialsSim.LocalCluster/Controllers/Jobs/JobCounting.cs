namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// Counts every ended pod exactly once, also when pods are deleted and the controller stops at any point: a pod keeps its finalizer until the
/// status records it, and enters the counters only when the finalizer is gone. Source: job_controller.go, trackJobStatusAndRemoveFinalizers; KEP-2307.
/// </summary>
internal static class JobCounting
{
    /// <summary>Pods recorded in one step, so that the status stays small (MaxUncountedPods).</summary>
    public const int MaxUncounted = 500;

    public static JobDecision Count(
        JobSnapshot job, JobPods pods, JobCondition? ended, IndexSet known, IndexSet failedIndexes, Dictionary<int, PodState> replaced, DateTimeOffset now)
    {
        var tracked = job.Pods.Where(pod => pod.IsTracked).Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
        var status = Clean(job.Status, tracked);
        var (succeeded, failed) = (status.UncountedSucceeded, status.UncountedFailed);
        var newIndexes = new SortedSet<int>();
        var release = new List<PodState>();
        var full = false;
        foreach (var pod in job.Pods.Where(pod => pod.IsTracked).OrderBy(pod => pod.Index ?? -1))
        {
            var hasFailed = pods.IsFailed(pod);
            if (!MayRelease(job, pod, hasFailed, ended, replaced))
            {
                continue;
            }

            release.Add(pod);
            if (pod.Phase == "Succeeded" && !failed.Contains(pod.Uid))
            {
                if (job.Spec.IsIndexed)
                {
                    // The index itself tells that the pod is counted: no UID needs recording.
                    if (pods.HasValidIndex(pod) && !known.Contains(pod.Index!.Value))
                    {
                        newIndexes.Add(pod.Index.Value);
                    }
                }
                else
                {
                    succeeded = succeeded.Add(pod.Uid);
                }
            }
            else if ((hasFailed || ended is { Type: not "SuccessCriteriaMet" }) && pods.HasValidIndex(pod) && pods.Judge(pod).Counts)
            {
                failed = failed.Add(pod.Uid);
            }

            if (newIndexes.Count + succeeded.Count + failed.Count >= MaxUncounted)
            {
                full = true;
                break;
            }
        }

        status = status with { UncountedSucceeded = succeeded, UncountedFailed = failed };
        if (job.Spec is { IsIndexed: true, Completions: not null })
        {
            var completed = known.Union(IndexSet.Of(newIndexes));
            status = status with
            {
                Succeeded = completed.Count,
                CompletedIndexes = completed.ToString(),
                FailedIndexes = job.Spec.BackoffLimitPerIndex is null ? null : failedIndexes.ToString(),
            };
        }

        var finished = ended switch
        {
            null => null,
            { Type: "FailureTarget" } => ended with { Type = "Failed", Time = now },
            { Type: "SuccessCriteriaMet" } => ended with { Type = "Complete", Time = now },
            _ => ended,
        };
        return new JobDecision
        {
            Status = ended is { Type: "FailureTarget" or "SuccessCriteriaMet" } && status.True(ended.Type) is null ? status.With(ended) : status,
            Release = release,
            Finished = full ? null : finished,
            LookAgainAfter = full ? TimeSpan.Zero : null,
        };
    }

    /// <summary>Recorded pods that no longer carry the finalizer move into the counters (cleanUncountedPodsWithoutFinalizers).</summary>
    public static JobStatus Clean(JobStatus status, IReadOnlyCollection<string> tracked)
    {
        var succeeded = status.UncountedSucceeded.Intersect(tracked);
        var failed = status.UncountedFailed.Intersect(tracked);
        return status with
        {
            Succeeded = status.Succeeded + status.UncountedSucceeded.Count - succeeded.Count,
            Failed = status.Failed + status.UncountedFailed.Count - failed.Count,
            UncountedSucceeded = succeeded,
            UncountedFailed = failed,
        };
    }

    /// <summary>Whether a pod's finalizer may go (canRemoveFinalizer): the Job ends, or the pod has, and nobody needs its failure count any more.</summary>
    private static bool MayRelease(JobSnapshot job, PodState pod, bool hasFailed, JobCondition? ended, Dictionary<int, PodState> replaced)
    {
        if (job.IsDeleting || ended is not null || pod.Phase == "Succeeded")
        {
            return true;
        }

        return hasFailed && !(pod.Index is { } index && replaced.TryGetValue(index, out var waiting) && waiting.Uid == pod.Uid);
    }
}
