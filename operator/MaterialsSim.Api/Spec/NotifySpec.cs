using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A webhook that is told of the campaign by CloudEvents.</summary>
public sealed class NotifySpec
{
    /// <summary>Where events are posted.</summary>
    [JsonPropertyName("url"), Required, Text(1024, MinLength = 8, Pattern = "^https?://.+")]
    public string Url { get; set; } = "";

    /// <summary>What it is told of. Absent: everything.</summary>
    [JsonPropertyName("events"), Items(3, Min = 1), Values("Complete", "Failed", "Budget")]
    public IList<string>? Events { get; set; }

    /// <summary>Key of a secret that events are signed with.</summary>
    [JsonPropertyName("signingKey")]
    public KeyReference? SigningKey { get; set; }
}
