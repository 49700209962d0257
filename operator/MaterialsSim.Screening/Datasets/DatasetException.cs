using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Datasets;

/// <summary>A dataset cannot be used as it is. The message names the dataset, the line and what to do next.</summary>
public sealed class DatasetException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="DatasetReason"/>.</summary>
    public string Reason { get; } = reason;

    /// <summary>True when only an edit of the campaign can help; a repaired dataset helps with all others.</summary>
    public bool WaitsForEdit => Reason is DatasetReason.TooManyBatches or DatasetReason.FormatNotServed;

    /// <summary>This error as the document that the operator reads.</summary>
    public PlanFailure ToFailure() => new(Reason, Message, WaitsForEdit);
}
