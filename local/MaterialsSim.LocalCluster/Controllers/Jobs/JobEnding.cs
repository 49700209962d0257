namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>Whether a Job must end before its completions are reached, and why (job_controller.go, syncJob; the order matters).</summary>
internal static class JobEnding
{
    public static JobCondition? Find(JobSnapshot job, JobPods pods, IndexSet succeeded, IndexSet failed, DateTimeOffset now)
    {
        if (job.Status.True("SuccessCriteriaMet") is { } met)
        {
            return met;
        }

        if (job.Status.True("FailureTarget") is { } target)
        {
            return new JobCondition("Failed", true, target.Reason, target.Message, now);
        }

        if (job.Pods.Where(pods.IsFailed).Select(pod => pods.Judge(pod).FailJobMessage).FirstOrDefault(message => message is not null) is { } message)
        {
            return Failure("PodFailurePolicy", message, now);
        }

        var failedCount = job.Status.Failed + job.Status.UncountedFailed.Count + pods.NewlyFailed.Count(pod => pods.Judge(pod).Counts);
        if (failedCount > job.Spec.BackoffLimit || TooManyRestarts(job))
        {
            return Failure("BackoffLimitExceeded", "Job has reached the specified backoff limit", now);
        }

        if (job.Spec is { ActiveDeadline: { } deadline, IsSuspended: false } && job.Now - job.Status.StartTime >= deadline)
        {
            return Failure("DeadlineExceeded", "Job was active longer than specified deadline", now);
        }

        return job.Spec is { IsIndexed: true, Completions: { } completions } ? ByIndexes(job.Spec, completions, succeeded, failed, now) : null;
    }

    private static JobCondition? ByIndexes(JobSpec spec, int completions, IndexSet succeeded, IndexSet failed, DateTimeOffset now)
    {
        if (spec.BackoffLimitPerIndex is not null)
        {
            if (failed.Count > spec.MaxFailedIndexes)
            {
                return Failure("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes", now);
            }

            if (failed.Count > 0 && failed.Count + succeeded.Count >= completions)
            {
                return Failure("FailedIndexes", "Job has failed indexes", now);
            }
        }

        return spec.SuccessPolicy?.Match(succeeded, completions) is { } message
            ? new JobCondition("SuccessCriteriaMet", true, "SuccessPolicy", message, now)
            : null;
    }

    /// <summary>With restartPolicy OnFailure the restarts of containers spend the backoff limit (pastBackoffLimitOnFailure).</summary>
    private static bool TooManyRestarts(JobSnapshot job) =>
        job.Spec.RestartsOnFailure && job.Pods.Where(pod => !pod.HasEnded).Sum(pod => pod.Restarts) is var restarts
        && (job.Spec.BackoffLimit == 0 ? restarts > 0 : restarts >= job.Spec.BackoffLimit);

    private static JobCondition Failure(string reason, string message, DateTimeOffset now) => new("FailureTarget", true, reason, message, now);
}
