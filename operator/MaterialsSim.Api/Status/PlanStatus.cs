using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>How the dataset was cut into batches.</summary>
public sealed class PlanStatus
{
    /// <summary>How often planning was tried.</summary>
    [JsonPropertyName("attempts"), Number(Minimum = 0)]
    public int? Attempts { get; set; }

    /// <summary>Candidates in each batch but the last.</summary>
    [JsonPropertyName("batchSize"), Number(Minimum = 1)]
    public int? BatchSize { get; set; }

    /// <summary>Rows that the filter left out.</summary>
    [JsonPropertyName("filteredOut"), Number(Minimum = 0)]
    public long? FilteredOut { get; set; }
}
