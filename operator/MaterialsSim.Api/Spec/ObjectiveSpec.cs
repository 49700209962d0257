using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>
/// One property to optimise. Its fields have no defaults in the schema: a default inside of a list makes every repeated apply a patch, because a merge
/// patch replaces lists whole.
/// </summary>
[CelRule("!has(self.low) || !has(self.high) || self.low < self.high", "low must be less than high", FieldPath = ".low")]
[CelRule(
    "self.goal != 'Target' || (has(self.target) && has(self.low) && has(self.high) && self.low <= self.target && self.target <= self.high)",
    "goal Target needs low <= target <= high",
    FieldPath = ".target")]
[CelRule("!has(self.scale) || self.scale != 'Log' || !has(self.low) || self.low > 0.0", "scale Log needs low above 0", FieldPath = ".low")]
public sealed class ObjectiveSpec
{
    /// <summary>Weight unless <c>weight</c> says otherwise.</summary>
    public const double DefaultWeight = 1;

    /// <summary>An output of the kernel, or input.NAME for an input.</summary>
    [JsonPropertyName("property"), Required, Text(128, MinLength = 1)]
    public string Property { get; set; } = "";

    /// <summary>Its unit. A kernel that declares another one is an error.</summary>
    [JsonPropertyName("unit"), Text(64)]
    public string? Unit { get; set; }

    /// <summary>Maximize, Minimize, or Target: the closer to target the better.</summary>
    [JsonPropertyName("goal"), Required, Values(Goals.Maximize, Goals.Minimize, Goals.Target)]
    public string Goal { get; set; } = "";

    /// <summary>The best value, with goal Target.</summary>
    [JsonPropertyName("target")]
    public double? Target { get; set; }

    /// <summary>The axis on which desirability is linear: the value (Linear, unless set), or its logarithm.</summary>
    [JsonPropertyName("scale"), Values(Scales.Linear, Scales.Log)]
    public string? Scale { get; set; }

    /// <summary>Lower end of the desirability ramp: worthless for Maximize, perfect for Minimize.</summary>
    [JsonPropertyName("low")]
    public double? Low { get; set; }

    /// <summary>Upper end of the desirability ramp: perfect for Maximize, worthless for Minimize.</summary>
    [JsonPropertyName("high")]
    public double? High { get; set; }

    /// <summary>Weight in the geometric mean of desirabilities; 1 unless set.</summary>
    [JsonPropertyName("weight"), Number(Minimum = 0, ExclusiveMinimum = true, Maximum = 100)]
    public double? Weight { get; set; }
}
