using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>The candidates that no other one beats in every objective.</summary>
public sealed class ParetoFrontStatus
{
    /// <summary>How many there are.</summary>
    [JsonPropertyName("size"), Required, Number(Minimum = 0)]
    public long Size { get; set; }

    /// <summary>The ids of the first of them.</summary>
    [JsonPropertyName("ids"), Items(20), Text(128)]
    public IList<string>? Ids { get; set; }
}
