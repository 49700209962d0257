using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A taint that the pods tolerate, as in a pod.</summary>
public sealed class TolerationSpec
{
    /// <summary>Key of the taint. Absent with operator Exists: all.</summary>
    [JsonPropertyName("key"), Text(316)]
    public string? Key { get; set; }

    /// <summary>How the value is compared.</summary>
    [JsonPropertyName("operator"), Values("Exists", "Equal")]
    public string? Operator { get; set; }

    /// <summary>Value of the taint.</summary>
    [JsonPropertyName("value"), Text(63)]
    public string? Value { get; set; }

    /// <summary>Effect of the taint. Absent: all.</summary>
    [JsonPropertyName("effect"), Values("NoSchedule", "PreferNoSchedule", "NoExecute")]
    public string? Effect { get; set; }

    /// <summary>Seconds that a NoExecute taint is tolerated. Absent: for ever.</summary>
    [JsonPropertyName("tolerationSeconds")]
    public long? TolerationSeconds { get; set; }
}
