using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>An object of the campaign's namespace, by name.</summary>
public sealed class NameReference
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("name"), Required, Text(253, MinLength = 1)]
    public string Name { get; set; } = "";
}
