using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Screening.Summaries;

/// <summary>
/// The mergeable digest of a set of batches under one ranking. Merging is commutative, associative and free of floating sums, so any order
/// gives identical bytes. candidates = succeeded + infeasible + unranked + failed.
/// </summary>
public sealed record Summary
{
    /// <summary>Candidates counted.</summary>
    public long Candidates { get; init; }

    /// <summary>Simulated, feasible and ranked.</summary>
    public long Succeeded { get; init; }

    /// <summary>Simulated, but outside a constraint.</summary>
    public long Infeasible { get; init; }

    /// <summary>Kept but not ranked: the kernel said NotConverged or OutOfModel.</summary>
    public long Unranked { get; init; }

    /// <summary>Failed.</summary>
    public long Failed { get; init; }

    /// <summary>Failures by reason, sorted by reason (ordinal); beyond 64 reasons the largest names are counted together as Other.</summary>
    public IReadOnlyList<FailureCount> Failures { get; set; } = [];

    /// <summary>Per objective, how many ranked candidates have desirability 0.</summary>
    public IReadOnlyList<long> Zeros { get; set; } = [];

    /// <summary>The best topK by score, then mean, then id (dominance is settled after the last merge), one per distinct key.</summary>
    public IReadOnlyList<SummaryEntry> Best { get; set; } = [];

    /// <summary>The exact Pareto front of the feasible ranked candidates, sorted by id.</summary>
    public IReadOnlyList<SummaryEntry> Front { get; set; } = [];

    /// <summary>Kernel output lines that belong to no candidate, sorted by kind.</summary>
    public IReadOnlyList<AnomalyCount> Anomalies { get; set; } = [];

    /// <summary>Output properties that were a number, text or truth value for some candidate, sorted by name (ordinal): the 256 smallest names.</summary>
    public IReadOnlyList<string> Properties { get; set; } = [];

    /// <summary>Those of them that came with an uncertainty.</summary>
    public IReadOnlyList<string> Uncertain { get; set; } = [];

    /// <summary>Merges two digests of disjoint sets of candidates under one ranking. To merge many, feed one <see cref="SummaryBuilder"/>.</summary>
    public static Summary Merge(Summary a, Summary b, RankingSpec ranking)
    {
        var builder = new SummaryBuilder(ranking);
        builder.Add(a);
        builder.Add(b);
        return builder.Build();
    }

    /// <summary>The digest of a batch that failed as a whole.</summary>
    public static Summary ForFailedBatch(long candidates, BatchFailure failure, RankingSpec ranking) => new()
    {
        Candidates = candidates,
        Failed = candidates,
        Failures = candidates == 0 ? [] : [new FailureCount(failure.Reason, candidates, null, failure.Message)],
        Zeros = new long[ranking.Objectives.Count],
    };
}
