using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A condition on an input property. All that is set must hold; a candidate without the value fails it.</summary>
[CelRule("has(self.min) || has(self.max) || has(self.in) || has(self.notIn)", "a filter needs min, max, in or notIn")]
[CelRule("!has(self.min) || !has(self.max) || self.min <= self.max", "min must not exceed max", FieldPath = ".min")]
public sealed class FilterSpec
{
    /// <summary>Name of the input: a column or key of the dataset.</summary>
    [JsonPropertyName("property"), Required, Text(128, MinLength = 1)]
    public string Property { get; set; } = "";

    /// <summary>Smallest number allowed.</summary>
    [JsonPropertyName("min")]
    public double? Min { get; set; }

    /// <summary>Largest number allowed.</summary>
    [JsonPropertyName("max")]
    public double? Max { get; set; }

    /// <summary>Allowed values, compared as text.</summary>
    [JsonPropertyName("in"), Items(64, Min = 1), Text(256)]
    public IList<string>? In { get; set; }

    /// <summary>Refused values, compared as text.</summary>
    [JsonPropertyName("notIn"), Items(64, Min = 1), Text(256)]
    public IList<string>? NotIn { get; set; }
}
