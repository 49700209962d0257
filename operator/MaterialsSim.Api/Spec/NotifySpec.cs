using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A webhook that is told when something happens, as a CloudEvent.</summary>
public sealed class NotifySpec
{
    /// <summary>Where the event is posted.</summary>
    [JsonPropertyName("url"), Required, Text(1024, MinLength = 8, Pattern = "^https?://.+")]
    public string Url { get; set; } = "";

    /// <summary>What is told. Absent: everything.</summary>
    [JsonPropertyName("on"), Items(3, Min = 1), Values("Complete", "Failed", "Budget")]
    public IList<string>? On { get; set; }

    /// <summary>Key of a secret that the event is signed with.</summary>
    [JsonPropertyName("signingKey")]
    public KeyReference? SigningKey { get; set; }
}
