using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A volume mounted into the kernel.</summary>
[CelRule("has(self.persistentVolumeClaim) != has(self.configMap)", "exactly one of persistentVolumeClaim and configMap must be set")]
public sealed class VolumeSpec
{
    /// <summary>Name of the volume.</summary>
    [JsonPropertyName("name"), Required, Text(63, MinLength = 1, Pattern = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>Where the kernel finds it.</summary>
    [JsonPropertyName("mountPath"), Required, Text(512, MinLength = 2, Pattern = "^/.+")]
    public string MountPath { get; set; } = "";

    /// <summary>True when the kernel may not write to it.</summary>
    [JsonPropertyName("readOnly")]
    public bool? ReadOnly { get; set; }

    /// <summary>Name of a claim.</summary>
    [JsonPropertyName("persistentVolumeClaim"), Text(253, MinLength = 1)]
    public string? PersistentVolumeClaim { get; set; }

    /// <summary>Name of a config map.</summary>
    [JsonPropertyName("configMap"), Text(253, MinLength = 1)]
    public string? ConfigMap { get; set; }
}
