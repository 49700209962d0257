using System.Text.Json.Serialization;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>As much of an object as a bookmark has, and as an unreadable object is named by.</summary>
internal sealed class PartialObject
{
    [JsonPropertyName("metadata")]
    public PartialMetadata Metadata { get; set; } = new();

    internal sealed class PartialMetadata
    {
        [JsonPropertyName("name")]
        public string? Name { get; set; }

        [JsonPropertyName("namespace")]
        public string? Namespace { get; set; }

        [JsonPropertyName("resourceVersion")]
        public string? ResourceVersion { get; set; }
    }
}
