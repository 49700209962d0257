using System.Collections.Immutable;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>The pods of a Job, sorted by what they mean for it.</summary>
internal sealed class JobPods
{
    private readonly JobSnapshot _job;

    public JobPods(JobSnapshot job)
    {
        _job = job;
        Active = [.. job.Pods.Where(pod => pod.IsActive)];
        Terminating = [.. job.Pods.Where(pod => pod.IsTerminating)];
        NewlySucceeded = [.. Uncounted(job.Status.UncountedSucceeded).Where(pod => pod.Phase == "Succeeded")];
        NewlyFailed = [.. Uncounted(job.Status.UncountedFailed).Where(IsFailed)];
    }

    public IReadOnlyList<PodState> Active { get; }

    /// <summary>Deleted, and not ended yet.</summary>
    public IReadOnlyList<PodState> Terminating { get; }

    /// <summary>Succeeded and not in the status yet (getNewFinishedPods).</summary>
    public IReadOnlyList<PodState> NewlySucceeded { get; }

    /// <summary>Failed and not in the status yet.</summary>
    public IReadOnlyList<PodState> NewlyFailed { get; }

    /// <summary>
    /// Whether a pod has failed (isPodFailed): by its phase, and, where terminating pods are replaced, also by being deleted, since an orphan may
    /// never get a final phase.
    /// </summary>
    public bool IsFailed(PodState pod) => pod.Phase == "Failed" || (!_job.Spec.ReplacesEndedOnly && pod.IsTerminating);

    /// <summary>Whether a pod counts for a completion index of this Job; always in NonIndexed Jobs.</summary>
    public bool HasValidIndex(PodState pod) => !_job.Spec.IsIndexed || (pod.Index is { } index && index < _job.Spec.Completions);

    public PodFailureVerdict Judge(PodState pod) =>
        _job.Spec.FailurePolicy?.Judge(pod, _job.Namespace) ?? new PodFailureVerdict(null, Counts: true, null);

    /// <summary>Whether this pod's failure fails its index for good (isIndexFailed; KEP-3850).</summary>
    public bool FailsIndex(PodState pod)
    {
        if (!IsFailed(pod))
        {
            return false;
        }

        var verdict = Judge(pod);
        return verdict.Action == "FailIndex" || (verdict.Counts && pod.FailureCount >= _job.Spec.BackoffLimitPerIndex);
    }

    /// <summary>
    /// For each index that waits for a replacement, the failed pod that it replaces (getPodsWithDelayedDeletionPerIndex). Such a pod keeps its
    /// finalizer until then: the count of failures travels from its annotation to the replacement's.
    /// </summary>
    public Dictionary<int, PodState> Replaced(IndexSet succeeded, IndexSet failed)
    {
        var active = Active.Select(pod => pod.Index).ToHashSet();
        var replaced = new Dictionary<int, PodState>();
        foreach (var pod in _job.Pods)
        {
            if (!pod.IsTracked || !HasValidIndex(pod) || !IsFailed(pod) || pod.Index is not { } index
                || succeeded.Contains(index) || failed.Contains(index) || active.Contains(index))
            {
                continue;
            }

            if (!replaced.TryGetValue(index, out var other)
                || (Failures(other) <= Failures(pod) && pod.FinishedAt >= other.FinishedAt))
            {
                replaced[index] = pod;
            }
        }

        return replaced;
    }

    private IEnumerable<PodState> Uncounted(ImmutableHashSet<string> recorded) =>
        _job.Pods.Where(pod => pod.IsTracked && !recorded.Contains(pod.Uid) && HasValidIndex(pod));

    private static int Failures(PodState pod) => pod.FailureCount + pod.IgnoredFailureCount;
}
