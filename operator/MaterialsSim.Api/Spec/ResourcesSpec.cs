using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>Requests and limits of the kernel's container.</summary>
public sealed class ResourcesSpec
{
    /// <summary>What is set aside for the container.</summary>
    [JsonPropertyName("requests"), Items(16), Quantities]
    public IDictionary<string, Quantity>? Requests { get; set; }

    /// <summary>What the container may use.</summary>
    [JsonPropertyName("limits"), Items(16), Quantities]
    public IDictionary<string, Quantity>? Limits { get; set; }
}
