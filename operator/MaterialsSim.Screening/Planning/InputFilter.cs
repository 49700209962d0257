namespace MaterialsSim.Screening.Planning;

/// <summary>A condition on an input property, checked before anything is simulated. All set bounds must hold; a missing value fails.</summary>
public sealed record InputFilter
{
    /// <summary>Name of the input property (a CSV column or JSON key).</summary>
    public required string Property { get; init; }

    /// <summary>Smallest number allowed, inclusive.</summary>
    public double? Min { get; init; }

    /// <summary>Largest number allowed, inclusive.</summary>
    public double? Max { get; init; }

    /// <summary>Allowed values, compared as text.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>Refused values, compared as text.</summary>
    public IReadOnlyList<string>? NotIn { get; init; }
}
