using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A bound that a candidate must keep to be ranked.</summary>
[CelRule("has(self.min) || has(self.max)", "a constraint needs min or max")]
[CelRule("!has(self.min) || !has(self.max) || self.min <= self.max", "min must not exceed max", FieldPath = ".min")]
public sealed class ConstraintSpec
{
    /// <summary>An output of the kernel, or input.NAME for an input.</summary>
    [JsonPropertyName("property"), Required, Text(128, MinLength = 1)]
    public string Property { get; set; } = "";

    /// <summary>Smallest value allowed.</summary>
    [JsonPropertyName("min")]
    public double? Min { get; set; }

    /// <summary>Largest value allowed.</summary>
    [JsonPropertyName("max")]
    public double? Max { get; set; }
}
