using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>How many candidates failed for one reason.</summary>
public sealed class FailureStatus
{
    /// <summary>Class of the failure.</summary>
    [JsonPropertyName("reason"), Required, Text(64, MinLength = 1)]
    public string Reason { get; set; } = "";

    /// <summary>Candidates that failed so.</summary>
    [JsonPropertyName("count"), Required, Number(Minimum = 0)]
    public long Count { get; set; }

    /// <summary>One of them.</summary>
    [JsonPropertyName("example")]
    public FailureExample? Example { get; set; }
}
