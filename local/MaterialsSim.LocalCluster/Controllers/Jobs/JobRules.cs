namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// Decides what a Job needs: a pure function of what there is. Source of the rules and their order: kubernetes pkg/controller/job/job_controller.go,
/// syncJob, with delayed terminal conditions (KEP-4368, KEP-3998) as in Kubernetes 1.33.
/// </summary>
internal static class JobRules
{
    public static JobDecision Decide(JobSnapshot job)
    {
        var spec = job.Spec;
        var now = job.Now.WholeSeconds();
        var pods = new JobPods(job);
        var status = job.Status;
        if (status.StartTime is null && !spec.IsSuspended)
        {
            status = status with { StartTime = now };
        }

        var (known, succeeded, failed) = Indexes(job, pods);
        var backoff = job.Backoff.After(pods.NewlySucceeded, pods.NewlyFailed);
        var succeededCount = spec.IsIndexed ? succeeded.Count : status.Succeeded + pods.NewlySucceeded.Count + status.UncountedSucceeded.Count;
        var ended = JobEnding.Find(job with { Status = status }, pods, succeeded, failed, now);
        var replaced = spec.BackoffLimitPerIndex is null ? [] : pods.Replaced(succeeded, failed);

        var plan = ended is not null ? PodPlan.Stop(pods)
            : job.IsDeleting ? PodPlan.None
            : PodPlanner.Plan(job, pods, succeededCount, succeeded, failed, replaced, backoff);
        var active = pods.Active.Count - plan.Delete.Count + plan.Create.Count;
        var happened = (string?)null;
        if (ended is null)
        {
            if (IsComplete(spec, succeededCount, active))
            {
                ended = new JobCondition("SuccessCriteriaMet", true, "", "", now);
            }
            else if (!job.IsDeleting)
            {
                (status, happened) = Suspension(spec, status, now);
            }
        }

        status = status with
        {
            Active = active,
            Ready = pods.Active.Except(plan.Delete).Count(pod => pod.IsReady),
            Terminating = pods.Terminating.Count + plan.Delete.Count,
        };
        var counted = JobCounting.Count(job with { Status = status }, pods, ended, known, failed, replaced, now);
        return counted with
        {
            Delete = plan.Delete,
            DeleteUncounted = plan.DeleteUncounted,
            Create = plan.Create,
            Backoff = backoff,
            Event = happened,
            LookAgainAfter = Sooner(counted.LookAgainAfter, Sooner(plan.LookAgainAfter, ended is null ? DeadlineLeft(spec, status, job.Now) : null)),
        };
    }

    /// <summary>The status once pods have lost their finalizers: recorded pods move into the counters, and the Job may end (enactJobFinished).</summary>
    public static JobStatus Settle(JobStatus status, IReadOnlyCollection<string> tracked, JobCondition? finished)
    {
        status = JobCounting.Clean(status, tracked);
        if (finished is null || !status.UncountedSucceeded.IsEmpty || !status.UncountedFailed.IsEmpty || status.Terminating > 0)
        {
            return status;
        }

        status = status.With(finished);
        return finished.Type == "Complete" ? status with { CompletionTime = finished.Time } : status;
    }

    /// <summary>The indexes that the status knows as succeeded, and with the uncounted pods those that succeeded and failed (calculateSucceededIndexes, calculateFailedIndexes).</summary>
    private static (IndexSet Known, IndexSet Succeeded, IndexSet Failed) Indexes(JobSnapshot job, JobPods pods)
    {
        if (job.Spec is not { IsIndexed: true, Completions: { } completions })
        {
            return (IndexSet.Empty, IndexSet.Empty, IndexSet.Empty);
        }

        var known = IndexSet.Parse(job.Status.CompletedIndexes, completions);
        var tracked = job.Pods.Where(pod => pod.IsTracked && pods.HasValidIndex(pod)).ToList();
        var succeeded = known.Union(IndexSet.Of(tracked.Where(pod => pod.Phase == "Succeeded").Select(pod => pod.Index!.Value)));
        var failed = job.Spec.BackoffLimitPerIndex is null
            ? IndexSet.Empty
            : IndexSet.Parse(job.Status.FailedIndexes, completions).Union(IndexSet.Of(tracked.Where(pods.FailsIndex).Select(pod => pod.Index!.Value)));
        return (known, succeeded, failed);
    }

    private static bool IsComplete(JobSpec spec, int succeeded, int active) =>
        active == 0 && (spec.Completions is { } completions ? succeeded >= completions : succeeded > 0);

    /// <summary>The Suspended condition; a resumed Job starts its clock anew (KEP-2232).</summary>
    private static (JobStatus, string?) Suspension(JobSpec spec, JobStatus status, DateTimeOffset now)
    {
        var condition = spec.IsSuspended
            ? new JobCondition("Suspended", true, "JobSuspended", "Job suspended", now)
            : new JobCondition("Suspended", false, "JobResumed", "Job resumed", now);
        var changed = status.With(condition);
        if (ReferenceEquals(changed, status))
        {
            return (status, null);
        }

        return spec.IsSuspended ? (changed, "Suspended") : (changed with { StartTime = now }, "Resumed");
    }

    private static TimeSpan? DeadlineLeft(JobSpec spec, JobStatus status, DateTimeOffset now) =>
        spec is { ActiveDeadline: { } deadline, IsSuspended: false } && status.StartTime is { } start ? start + deadline - now : null;

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
