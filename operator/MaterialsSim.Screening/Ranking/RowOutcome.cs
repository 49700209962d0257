namespace MaterialsSim.Screening.Ranking;

/// <summary>What scoring a simulated candidate gave.</summary>
internal enum RowOutcome
{
    /// <summary>It has a score.</summary>
    Ranked,

    /// <summary>It is outside a constraint.</summary>
    Infeasible,

    /// <summary>A value that the ranking needs cannot be used.</summary>
    Failed,
}
