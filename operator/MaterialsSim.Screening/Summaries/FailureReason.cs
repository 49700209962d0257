namespace MaterialsSim.Screening.Summaries;

/// <summary>Classes of failure that the system itself assigns; kernels may name others (CamelCase, at most 64 letters and digits).</summary>
public static class FailureReason
{
    /// <summary>The kernel reported an error for the candidate without a usable reason.</summary>
    public const string KernelError = "KernelError";

    /// <summary>The kernel wrote no line for the candidate.</summary>
    public const string Missing = "Missing";

    /// <summary>The candidate's line is not a valid result.</summary>
    public const string Malformed = "Malformed";

    /// <summary>More than one line for the candidate.</summary>
    public const string DuplicateResult = "DuplicateResult";

    /// <summary>A ranked or constrained property is absent or not a number.</summary>
    public const string MissingProperty = "MissingProperty";

    /// <summary>A ranked or constrained property is NaN or infinite.</summary>
    public const string NotFinite = "NotFinite";

    /// <summary>A bare property name exists in inputs and outputs; <c>input.NAME</c> says which.</summary>
    public const string AmbiguousProperty = "AmbiguousProperty";

    /// <summary>The kernel's declared unit differs from the objective's.</summary>
    public const string UnitMismatch = "UnitMismatch";

    /// <summary>The kernel exited with an error until its retries were spent.</summary>
    public const string KernelFailed = "KernelFailed";

    /// <summary>The kernel exited 65: this batch can never work.</summary>
    public const string KernelRefused = "KernelRefused";

    /// <summary>The kernel was killed for exceeding its memory limit.</summary>
    public const string OutOfMemory = "OutOfMemory";

    /// <summary>The batch exceeded its timeout until its retries were spent.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The candidate was in flight at two deaths of the kernel.</summary>
    public const string KernelCrashed = "KernelCrashed";

    /// <summary>The pod succeeded or vanished without a commit, three times.</summary>
    public const string Lost = "Lost";

    /// <summary>More than 20 disruptions of one batch.</summary>
    public const string Disrupted = "Disrupted";

    /// <summary>Fetch could not read the batch: the dataset changed or is gone.</summary>
    public const string FetchFailed = "FetchFailed";

    /// <summary>Publish failed for a reason that trying again cannot mend.</summary>
    public const string PublishFailed = "PublishFailed";
}
