using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Datasets;

/// <summary>A dataset cannot be opened or read: where it lies, or who may read it, is the matter, not what is in it.</summary>
internal sealed class DatasetAccessException(string reason, string message, bool waitsForEdit = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Nothing is there. It may yet come.</summary>
    public const string NotFound = "DatasetNotFound";

    /// <summary>The agent's user may not read it.</summary>
    public const string Forbidden = "DatasetForbidden";

    /// <summary>The URI leads out of the folder that file datasets are served from.</summary>
    public const string OutsideRoot = "DatasetOutsideRoot";

    /// <summary>It is no regular file, or the disk failed.</summary>
    public const string Unreadable = "DatasetUnreadable";

    /// <summary>The URI is not one.</summary>
    public const string Invalid = "DatasetUriInvalid";

    /// <summary>A kind of URI that a later version serves.</summary>
    public const string NotYetServed = "NotYetServed";

    /// <summary>Why, as a condition reason.</summary>
    public string Reason { get; } = reason;

    /// <summary>For the operator.</summary>
    public PlanFailure ToFailure() => new(Reason, Message, waitsForEdit);
}
