namespace MaterialsSim.Api;

/// <summary>Reasons of conditions. What is wrong inside a dataset has its own reasons (DatasetReason of the science), as have candidate failures.</summary>
public static class Reasons
{
    // Under way.

    /// <summary>The dataset is being cut into batches.</summary>
    public const string Planning = "Planning";

    /// <summary>The next wave is about to start.</summary>
    public const string Dispatching = "Dispatching";

    /// <summary>Batches are simulated.</summary>
    public const string Running = "Running";

    /// <summary>Stored results are ranked anew; no kernel runs.</summary>
    public const string Rescoring = "Rescoring";

    /// <summary>All batches ended; the report is being written.</summary>
    public const string Finishing = "Finishing";

    /// <summary>Batches end.</summary>
    public const string BatchesEnding = "BatchesEnding";

    /// <summary>Suspended by <c>spec.suspend</c>.</summary>
    public const string Suspended = "Suspended";

    /// <summary>Not suspended.</summary>
    public const string NotSuspended = "NotSuspended";

    /// <summary>Nothing is wrong.</summary>
    public const string AsExpected = "AsExpected";

    // Done.

    /// <summary>Every batch ended and the report is written.</summary>
    public const string Completed = "Completed";

    /// <summary>Complete, but no candidate keeps the constraints.</summary>
    public const string NoFeasibleCandidate = "NoFeasibleCandidate";

    // The campaign as written.

    /// <summary>The campaign breaks a rule that the schema cannot say.</summary>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>The campaign uses a field that this version does not serve yet.</summary>
    public const string NotYetServed = "NotYetServed";

    // The dataset as a whole.

    /// <summary>The dataset does not exist.</summary>
    public const string DatasetNotFound = "DatasetNotFound";

    /// <summary>The dataset cannot be read: access is denied, or it is no regular file.</summary>
    public const string DatasetUnreadable = "DatasetUnreadable";

    /// <summary>The dataset lies outside the root that the operator was given.</summary>
    public const string DatasetNotAllowed = "DatasetNotAllowed";

    /// <summary>The plan pod failed without saying why.</summary>
    public const string PlanFailed = "PlanFailed";

    // The run.

    /// <summary>More candidates failed than the failure policy allows.</summary>
    public const string TooManyFailures = "TooManyFailures";

    /// <summary>Every candidate failed.</summary>
    public const string AllFailed = "AllFailed";

    /// <summary>The artifact store is out of reach or broken.</summary>
    public const string StoreUnavailable = "StoreUnavailable";

    /// <summary>What the store holds of this run is damaged or of another version.</summary>
    public const string StateCorrupt = "StateCorrupt";

    /// <summary>An object of the same name belongs to something else.</summary>
    public const string NameTaken = "NameTaken";

    /// <summary>The API server refused the Job.</summary>
    public const string JobRefused = "JobRefused";

    // No batch ended for two minutes, because…

    /// <summary>Nothing in the pods or events says why.</summary>
    public const string NoProgress = "NoProgress";

    /// <summary>An image cannot be pulled.</summary>
    public const string ImagePull = "ImagePull";

    /// <summary>No node takes the pods.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>A quota keeps pods from being created.</summary>
    public const string QuotaExceeded = "QuotaExceeded";

    /// <summary>The queue has not admitted the Job.</summary>
    public const string NotAdmitted = "NotAdmitted";

    /// <summary>A container cannot be made: a missing config map, secret or command.</summary>
    public const string ContainerConfig = "ContainerConfig";

    /// <summary>A pod does not finish terminating, so its replacement waits.</summary>
    public const string PodStuckTerminating = "PodStuckTerminating";
}
