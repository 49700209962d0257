using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>Batches by how they ended.</summary>
public sealed class BatchesStatus
{
    /// <summary>Batches of the run.</summary>
    [JsonPropertyName("total"), Number(Minimum = 0)]
    public int Total { get; set; }

    /// <summary>Batches whose results are committed.</summary>
    [JsonPropertyName("succeeded"), Number(Minimum = 0)]
    public int Succeeded { get; set; }

    /// <summary>Batches that run now.</summary>
    [JsonPropertyName("running"), Number(Minimum = 0)]
    public int Running { get; set; }

    /// <summary>Batches that failed for good.</summary>
    [JsonPropertyName("failed"), Number(Minimum = 0)]
    public int Failed { get; set; }
}
