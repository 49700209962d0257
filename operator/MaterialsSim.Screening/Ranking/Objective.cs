namespace MaterialsSim.Screening.Ranking;

/// <summary>One property to optimise.</summary>
public sealed record Objective
{
    /// <summary>An output property of the kernel, or <c>input.NAME</c>.</summary>
    public required string Property { get; init; }

    /// <summary>Unit, compared with what the kernel declares.</summary>
    public string? Unit { get; init; }

    /// <summary>Direction.</summary>
    public required Goal Goal { get; init; }

    /// <summary>Best value, for <see cref="Goal.Target"/>.</summary>
    public double? Target { get; init; }

    /// <summary>Axis on which desirability is linear.</summary>
    public Scale Scale { get; init; }

    /// <summary>Lower end of the desirability ramp.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the desirability ramp.</summary>
    public double? High { get; init; }

    /// <summary>Weight in the geometric mean, above 0.</summary>
    public double Weight { get; set; } = 1;
}
