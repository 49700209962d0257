using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A dataset in a config map.</summary>
public sealed class ConfigMapSource
{
    /// <summary>Name of the config map.</summary>
    [JsonPropertyName("name"), Required, Text(253, MinLength = 1)]
    public string Name { get; set; } = "";

    /// <summary>Key that holds the dataset.</summary>
    [JsonPropertyName("key"), Required, Text(253, MinLength = 1)]
    public string Key { get; set; } = "";
}
