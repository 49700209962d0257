using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>Where the value of an environment variable is taken from.</summary>
[CelRule("has(self.secretKeyRef) != has(self.configMapKeyRef)", "exactly one of secretKeyRef and configMapKeyRef must be set")]
public sealed class EnvVarSource
{
    /// <summary>A key of a secret in the campaign's namespace.</summary>
    [JsonPropertyName("secretKeyRef")]
    public KeyReference? SecretKeyRef { get; set; }

    /// <summary>A key of a config map in the campaign's namespace.</summary>
    [JsonPropertyName("configMapKeyRef")]
    public KeyReference? ConfigMapKeyRef { get; set; }
}
