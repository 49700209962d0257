using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>The final order of the best.</summary>
public static class BestList
{
    /// <summary>The best <see cref="RankingSpec.TopK"/>, best first: by score, then non-dominated first, then mean, then id; one per distinct key.</summary>
    public static IReadOnlyList<SummaryEntry> Settle(Summary summary, RankingSpec ranking) => throw new NotImplementedException();
}
