using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Campaigns.Waves;

/// <summary>What has become of a live wave's batches. Commits count; pods and Job conditions only tell where to look.</summary>
/// <param name="FailedIndexes">Indexes that ended badly and left no commit: the operator records their failure.</param>
/// <param name="Lost">Batches whose work ended, or vanished, without a commit: tried again in a further wave.</param>
/// <param name="Settled">Every batch is committed, failed or lost: the wave can be sealed.</param>
/// <param name="Remaining">Batches that are neither committed, failed nor lost.</param>
/// <param name="CheckAgainAt">When a batch that waits for its commit will count as lost.</param>
internal sealed record WaveReview(IReadOnlyList<int> FailedIndexes, IReadOnlyList<int> Lost, bool Settled, int Remaining, DateTimeOffset? CheckAgainAt)
{
    /// <summary>How long a commit may stay away after its index succeeded, or after the work vanished.</summary>
    public static readonly TimeSpan CommitGrace = TimeSpan.FromSeconds(60);

    /// <summary>Reviews a wave.</summary>
    /// <param name="batches">The wave's manifest: batch numbers by index.</param>
    /// <param name="work">The work as observed, or null when it has vanished.</param>
    /// <param name="isCommitted">Whether a batch has a commit, by a listing made after the work was observed.</param>
    /// <param name="ends">When each index was first seen to have ended without a commit; updated here.</param>
    /// <param name="now">The current time.</param>
    public static WaveReview Of(IReadOnlyList<int> batches, ObservedWork? work, Func<int, bool> isCommitted, IDictionary<int, DateTimeOffset> ends, DateTimeOffset now)
    {
        List<int> failed = [];
        List<int> lost = [];
        var remaining = 0;
        DateTimeOffset? checkAgainAt = null;

        for (var index = 0; index < batches.Count; index++)
        {
            var batch = batches[index];
            if (isCommitted(batch))
            {
                ends.Remove(batch);
            }
            else if (work is not null && work.Failed.Contains(index))
            {
                failed.Add(index);
            }
            else if (HasEnded(work, index))
            {
                if (!ends.TryGetValue(batch, out var end))
                {
                    ends[batch] = end = now;
                }

                var deadline = end + CommitGrace;
                if (now >= deadline)
                {
                    lost.Add(batch);
                }
                else
                {
                    remaining++;
                    checkAgainAt = checkAgainAt is { } earlier && earlier <= deadline ? earlier : deadline;
                }
            }
            else
            {
                remaining++;
            }
        }

        return new WaveReview(failed, lost, remaining == 0, remaining, checkAgainAt);
    }

    private static bool HasEnded(ObservedWork? work, int index)
        => work is null || work.State != WorkState.Active || work.Completed.Contains(index);
}
