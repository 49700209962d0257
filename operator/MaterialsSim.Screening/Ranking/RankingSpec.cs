namespace MaterialsSim.Screening.Ranking;

/// <summary>Everything that decides the order of simulated candidates. A change re-scores stored results; no kernel runs.</summary>
public sealed record RankingSpec
{
    /// <summary>1 to 8 objectives.</summary>
    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>Bounds.</summary>
    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>How many of the best are listed.</summary>
    public int TopK { get; init; } = 10;

    /// <summary>Input property of which only the best candidate per value is listed, such as <c>formula</c>.</summary>
    public string? DistinctBy { get; init; }

    /// <summary>Input properties carried through to the best list and the report.</summary>
    public IReadOnlyList<string> Report { get; init; } = [];

    // Hash(): lower-case hex sha256 of the canonical JSON; see RankingSpecHash.
}
