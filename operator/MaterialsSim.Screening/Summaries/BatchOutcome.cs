using System.Text.Json.Serialization;

namespace MaterialsSim.Screening.Summaries;

/// <summary>How a batch ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchOutcome>))]
public enum BatchOutcome
{
    /// <summary>The kernel finished and its results are stored, whatever became of single candidates.</summary>
    Succeeded,

    /// <summary>No results; every candidate of the batch failed with the batch's reason.</summary>
    Failed,
}
