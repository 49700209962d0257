using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A key of a secret or config map.</summary>
public sealed class KeyReference
{
    /// <summary>Name of the secret or config map.</summary>
    [JsonPropertyName("name"), Required, Text(253, MinLength = 1)]
    public string Name { get; set; } = "";

    /// <summary>The key.</summary>
    [JsonPropertyName("key"), Required, Text(253, MinLength = 1)]
    public string Key { get; set; } = "";

    /// <summary>True when the variable is left out if there is no such key.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}
