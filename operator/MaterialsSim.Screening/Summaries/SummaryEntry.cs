namespace MaterialsSim.Screening.Summaries;

/// <summary>A candidate in a best list or on a front.</summary>
public sealed record SummaryEntry
{
    /// <summary>Id of the candidate.</summary>
    public required string Id { get; init; }

    /// <summary>Score, higher is better, rounded to 12 significant digits: the value (negated for Minimize) of a single objective, else the overall desirability in [0,1].</summary>
    public required double Score { get; init; }

    /// <summary>Weighted mean of the unclamped desirabilities, which breaks ties; rounded to 12 significant digits.</summary>
    public required double Mean { get; init; }

    /// <summary>One coordinate per objective, higher is better: what dominance compares.</summary>
    public required IReadOnlyList<double> Coordinates { get; init; }

    /// <summary>One raw value per objective, in the order of the ranking.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The value of <c>distinctBy</c>, when that is set.</summary>
    public string? DistinctKey { get; init; }

    /// <summary>Input properties named by <c>report</c>, as text.</summary>
    public IReadOnlyDictionary<string, string> Report { get; set; } = new Dictionary<string, string>();
}
