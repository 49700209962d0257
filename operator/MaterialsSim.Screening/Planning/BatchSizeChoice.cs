namespace MaterialsSim.Screening.Planning;

/// <summary>How many candidates go into a batch when the user left it open.</summary>
internal static class BatchSizeChoice
{
    /// <summary>A batch aims at this time or less, so that a lost one costs little.</summary>
    private const double AimSeconds = 600;

    /// <summary>And at this share of its timeout, as estimates are rough.</summary>
    private const double AimShareOfTimeout = 0.25;

    /// <summary>Below this a pod's start would outweigh its work.</summary>
    private const double LeastSeconds = 30;

    /// <summary>Batches per slot that even out slow and fast ones.</summary>
    private const int BatchesPerSlot = 4;

    /// <summary>Taken when the user gave no estimate.</summary>
    private const double DefaultSecondsPerCandidate = 1;

    /// <summary>The size, a multiple of <paramref name="groupSize"/>, that keeps a run below <see cref="Plan.MaxBatches"/>.</summary>
    public static int Choose(long candidates, PlanRequest request, int groupSize)
    {
        var seconds = request.SecondsPerCandidate is > 0 and var hint ? hint : DefaultSecondsPerCandidate;
        var slots = Math.Max(1, request.Parallelism);
        var byTime = Math.Min(AimSeconds, AimShareOfTimeout * request.TimeoutSeconds) / seconds;
        var byParallelism = (double)candidates / ((long)slots * BatchesPerSlot);

        // Never so few batches that slots stay idle, just to keep batches long.
        var least = Math.Min(LeastSeconds / seconds, (double)candidates / slots);
        var size = Math.Min(byTime, Math.Max(byParallelism, least));
        var whole = Math.Max(Math.Max(1, (long)Math.Min(size, candidates)), SmallestLegal(candidates));
        return checked((int)(DivideUp(whole, groupSize) * groupSize));
    }

    /// <summary>The smallest size that keeps a run below <see cref="Plan.MaxBatches"/>.</summary>
    public static long SmallestLegal(long candidates) => Math.Max(1, DivideUp(candidates, Plan.MaxBatches));

    private static long DivideUp(long value, long by) => (value + by - 1) / by;
}
