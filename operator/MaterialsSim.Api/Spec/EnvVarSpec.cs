using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>An environment variable of the kernel.</summary>
[CelRule("!self.name.startsWith('MATERIALSSIM_')", "names that start with MATERIALSSIM_ are kept for the contract with the kernel", FieldPath = ".name")]
[CelRule("!(has(self.value) && has(self.valueFrom))", "at most one of value and valueFrom may be set")]
public sealed class EnvVarSpec
{
    /// <summary>Name of the variable.</summary>
    [JsonPropertyName("name"), Required, Text(128, MinLength = 1, Pattern = "^[A-Za-z_][A-Za-z0-9_]*$")]
    public string Name { get; set; } = "";

    /// <summary>Its value.</summary>
    [JsonPropertyName("value"), Text(4096)]
    public string? Value { get; set; }

    /// <summary>Where its value is taken from.</summary>
    [JsonPropertyName("valueFrom")]
    public EnvVarSource? ValueFrom { get; set; }
}
