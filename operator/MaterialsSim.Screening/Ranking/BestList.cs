using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>The final order of the best.</summary>
/// <remarks>
/// <para>
/// Which candidates are dominated is known only when all batches are merged, so a summary keeps its best in the order (score, mean, id)
/// and the final order (score, non-dominated first, mean, id) is settled here, among the best and the front. No winner is lost by that:
/// </para>
/// <para>
/// Let x be a final winner that is not on the front. Whatever precedes x in the order (score, mean, id) precedes it in the final order too:
/// with a higher score at once, with an equal score because x is dominated, so that being non-dominated can only help the other, and
/// mean and id decide alike in both orders. Had the best list no room for x, then K others of distinct keys, or one of x's own key, would
/// precede x in the first order, hence in the final one, and x would be no winner. So every winner is among the best or on the front; and as a
/// subset that holds all winners ranks them as the whole set does, the list is exact.
/// </para>
/// </remarks>
public static class BestList
{
    /// <summary>The best <see cref="RankingSpec.TopK"/>, best first: by score, then non-dominated first, then mean, then id; one per distinct key.</summary>
    public static IReadOnlyList<SummaryEntry> Settle(Summary summary, RankingSpec ranking)
    {
        var zeroIsListed = ranking.RanksByValue;
        var front = summary.Front.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var candidates = summary.Front.Concat(summary.Best.Where(entry => !front.Contains(entry.Id)))
            .Where(entry => zeroIsListed || entry.Score > 0)
            .OrderByDescending(entry => entry.Score)
            .ThenByDescending(entry => front.Contains(entry.Id))
            .ThenByDescending(entry => entry.Mean)
            .ThenBy(entry => entry.Id, Utf8Order.Instance);

        var best = new List<SummaryEntry>(ranking.TopK);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in candidates)
        {
            if (best.Count == ranking.TopK)
            {
                break;
            }

            if (entry.DistinctKey is null || keys.Add(entry.DistinctKey))
            {
                best.Add(entry);
            }
        }

        return best;
    }
}
