namespace MaterialsSim.Screening.Results;

/// <summary>What a row of results says of its candidate.</summary>
internal enum RowKind
{
    /// <summary>It was simulated.</summary>
    Simulated,

    /// <summary>It was simulated, and the kernel says that the result must not be ranked.</summary>
    Unranked,

    /// <summary>It has no result, for a reason.</summary>
    Failed,
}
