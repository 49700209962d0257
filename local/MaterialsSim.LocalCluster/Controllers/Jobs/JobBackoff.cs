namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// Failures since the last success, which delay the replacement of failed pods: 10 s, doubled with each failure, at most 10 min.
/// Source: kubernetes pkg/controller/job/backoff_utils.go (newBackoffRecord, getRemainingTimeForFailuresCount); KEP-3850 for the delay per index.
/// </summary>
/// <param name="Failures">Failures since the last success.</param>
/// <param name="LastFailure">When the last pod failed.</param>
internal sealed record JobBackoff(int Failures, DateTimeOffset? LastFailure)
{
    public static readonly JobBackoff None = new(0, null);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The record after pods that ended since.</summary>
    public JobBackoff After(IReadOnlyCollection<PodState> succeeded, IReadOnlyCollection<PodState> failed)
    {
        if (succeeded.Count == 0)
        {
            return failed.Count == 0 ? this : new JobBackoff(Failures + failed.Count, failed.Max(pod => pod.FinishedAt));
        }

        var lastSuccess = succeeded.Max(pod => pod.FinishedAt);
        var later = failed.Where(pod => pod.FinishedAt > lastSuccess).ToList();
        return later.Count == 0 ? None : new JobBackoff(later.Count, later.Max(pod => pod.FinishedAt));
    }

    /// <summary>How long to wait before the next pod of the Job.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => LastFailure is { } last ? Remaining(Failures, last, now) : TimeSpan.Zero;

    /// <summary>How long to wait before the next pod of an index whose last pod failed (getRemainingTimePerIndex).</summary>
    public static TimeSpan RemainingOfIndex(PodState lastFailed, DateTimeOffset now) =>
        Remaining(lastFailed.FailureCount + lastFailed.IgnoredFailureCount + 1, lastFailed.FinishedAt, now);

    private static TimeSpan Remaining(int failures, DateTimeOffset lastFailure, DateTimeOffset now)
    {
        if (failures == 0)
        {
            return TimeSpan.Zero;
        }

        var delay = First;
        for (var failure = 1; failure < failures && delay < Longest; failure++)
        {
            delay *= 2;
        }

        var left = lastFailure + (delay < Longest ? delay : Longest) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
