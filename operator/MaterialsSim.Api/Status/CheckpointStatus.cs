using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>Names the merge state in the artifact store.</summary>
public sealed class CheckpointStatus
{
    /// <summary>Its name: the checksum of its bytes.</summary>
    [JsonPropertyName("sha256"), Required, Text(64, MinLength = 64)]
    public string Sha256 { get; set; } = "";

    /// <summary>Batches merged in it.</summary>
    [JsonPropertyName("batches"), Required, Number(Minimum = 0)]
    public int Batches { get; set; }
}
