namespace MaterialsSim.Api.Schema;

/// <summary>Bounds of a string; on a list or map, of its elements.</summary>
/// <param name="maxLength">Most characters.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute(int maxLength) : Attribute
{
    /// <summary>Most characters.</summary>
    public int MaxLength { get; } = maxLength;

    /// <summary>Fewest characters.</summary>
    public int MinLength { get; init; }

    /// <summary>RE2 pattern that the string must contain a match of.</summary>
    public string? Pattern { get; init; }
}
