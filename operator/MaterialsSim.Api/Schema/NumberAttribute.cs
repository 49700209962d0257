namespace MaterialsSim.Api.Schema;

/// <summary>Bounds of a number, inclusive unless said otherwise. NaN means no bound.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberAttribute : Attribute
{
    /// <summary>Smallest value.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>True when the smallest value itself is refused.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Largest value.</summary>
    public double Maximum { get; init; } = double.NaN;
}
