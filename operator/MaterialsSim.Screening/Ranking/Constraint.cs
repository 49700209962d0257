namespace MaterialsSim.Screening.Ranking;

/// <summary>A bound that a candidate must keep to be ranked; a candidate outside is infeasible.</summary>
public sealed record Constraint
{
    /// <summary>An output property, or <c>input.NAME</c>.</summary>
    public required string Property { get; init; }

    /// <summary>Smallest value allowed, inclusive.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value allowed, inclusive.</summary>
    public double? Max { get; init; }
}
