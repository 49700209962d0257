using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Campaigns.Waves;

/// <summary>Chooses the batches of the next wave.</summary>
internal static class WaveChoice
{
    /// <summary>Waves that may be live at the same time.</summary>
    public const int MaxLive = 2;

    /// <summary>Times a batch may be lost before it counts as failed: it is tried in three waves.</summary>
    public const int MaxLosses = 2;

    /// <summary>
    /// The next wave's batches, or none. A second wave opens only when the first cannot fill the parallelism by itself, so that waves are few and
    /// no slot stands idle at their seams.
    /// </summary>
    /// <param name="pending">Batches without a commit that are in no live wave, sorted.</param>
    /// <param name="liveRemaining">For each live wave, how many of its batches are still to be done.</param>
    /// <param name="parallelism">Batches at a time.</param>
    public static IReadOnlyList<int> Next(IReadOnlyList<int> pending, IReadOnlyCollection<int> liveRemaining, int parallelism)
    {
        var mayOpen = pending.Count > 0 && liveRemaining.Count < MaxLive && liveRemaining.Sum() < parallelism;
        return mayOpen ? [.. pending.Take(Plan.MaxBatchesPerWave)] : [];
    }

    /// <summary>
    /// Shares the parallelism among live waves, the earliest first: each may use what those before it cannot. The first always gets all of it,
    /// so that its work is not patched at every batch that ends.
    /// </summary>
    public static IReadOnlyList<int> Share(int parallelism, IReadOnlyList<int> liveRemaining)
    {
        var shares = new int[liveRemaining.Count];
        var left = parallelism;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = left;
            left -= Math.Min(left, Math.Max(0, liveRemaining[i]));
        }

        return shares;
    }
}
