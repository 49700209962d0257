namespace MaterialsSim.Screening.Results;

/// <summary>A kernel's output as a whole cannot be used; no candidate of the batch has a result. Trying the publish again gives the same.</summary>
public sealed class KernelOutputException(string reason, string message) : Exception(message)
{
    /// <summary>Reason: the output is larger than <see cref="KernelOutputLimits.MaxTotalBytes"/>.</summary>
    public const string TooLarge = "OutputTooLarge";

    /// <summary>Reason: the kernel declared units more than once, differently, or in a form that is not text by property.</summary>
    public const string Units = "UnitsInvalid";

    /// <summary>The class of the failure, for <see cref="Summaries.BatchFailure.Reason"/>.</summary>
    public string Reason { get; } = reason;
}
