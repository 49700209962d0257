using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>A candidate in the manifest.</summary>
public sealed class InlineCandidate
{
    /// <summary>Id of the candidate.</summary>
    [JsonPropertyName("id"), Required, Text(128, MinLength = 1)]
    public string Id { get; set; } = "";

    /// <summary>Its input properties, as text. Numbers are written in quotes.</summary>
    [JsonPropertyName("properties"), Required, Items(32), Text(256)]
    public IDictionary<string, string> Properties { get; set; } = new Dictionary<string, string>();
}
