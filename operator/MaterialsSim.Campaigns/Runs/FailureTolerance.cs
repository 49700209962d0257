namespace MaterialsSim.Campaigns.Runs;

/// <summary>Whether a run has more failed candidates than its failure policy allows. The share is of the total, so it never shrinks as work goes on.</summary>
internal static class FailureTolerance
{
    /// <summary>A message for a person when the policy is exceeded, else null.</summary>
    public static string? Exceeded(long failed, long total, int? maxFailedPercent, long? maxFailedCandidates)
    {
        if (maxFailedCandidates is { } most && failed > most)
        {
            return $"{failed} candidates failed; failurePolicy.maxFailedCandidates allows {most}. Look at status.failures, then raise the limit or mend the kernel.";
        }

        if (maxFailedPercent is { } percent && failed * 100 > total * percent)
        {
            return $"{failed} of {total} candidates failed; failurePolicy.maxFailedPercent allows {percent} %. Look at status.failures, then raise the limit or mend the kernel.";
        }

        return null;
    }
}
