using System.Text.Json.Serialization;

namespace MaterialsSim.Screening.Ranking;

/// <summary>What is wanted of an objective's property.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Goal>))]
public enum Goal
{
    /// <summary>The more the better.</summary>
    Maximize,

    /// <summary>The less the better.</summary>
    Minimize,

    /// <summary>The closer to the target the better.</summary>
    Target,
}
