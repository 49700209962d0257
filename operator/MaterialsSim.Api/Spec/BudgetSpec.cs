using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>What the campaign may cost.</summary>
public sealed class BudgetSpec
{
    /// <summary>US dollars, as text such as 25.00. Nothing new starts beyond it.</summary>
    [JsonPropertyName("usd"), Required, Text(16, MinLength = 1, Pattern = @"^[0-9]{1,9}(\.[0-9]{1,6})?$")]
    public string Usd { get; set; } = "";
}
