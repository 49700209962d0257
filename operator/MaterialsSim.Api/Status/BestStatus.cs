using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>One of the best candidates.</summary>
public sealed class BestStatus
{
    /// <summary>Its place, from 1.</summary>
    [JsonPropertyName("rank"), Required, Number(Minimum = 1, Maximum = 20)]
    public int Rank { get; set; }

    /// <summary>Its id.</summary>
    [JsonPropertyName("id"), Required, Text(128)]
    public string Id { get; set; } = "";

    /// <summary>Its formula, when that is among the reported inputs.</summary>
    [JsonPropertyName("formula"), Text(128)]
    public string? Formula { get; set; }

    /// <summary>Its score: the value of a single objective, else the overall desirability from 0 to 1.</summary>
    [JsonPropertyName("score"), Required, Text(32)]
    public string Score { get; set; } = "";

    /// <summary>The values of its ranked properties.</summary>
    [JsonPropertyName("properties"), Items(8), Text(32)]
    public IDictionary<string, string>? Properties { get; set; }

    /// <summary>The inputs that the campaign reports, other than the formula.</summary>
    [JsonPropertyName("report"), Items(8), Text(128)]
    public IDictionary<string, string>? Report { get; set; }
}
