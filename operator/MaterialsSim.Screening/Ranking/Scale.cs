using System.Text.Json.Serialization;

namespace MaterialsSim.Screening.Ranking;

/// <summary>The axis on which desirability is linear.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scale>))]
public enum Scale
{
    /// <summary>The value itself.</summary>
    Linear,

    /// <summary>Its logarithm; low, target and high must be positive.</summary>
    Log,
}
