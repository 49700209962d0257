namespace MaterialsSim.Screening.Contracts;

/// <summary>What a kernel container sees: environment variables and exit codes. See <c>docs/kernels.md</c>.</summary>
public static class KernelContract
{
    /// <summary>JSON Lines file of candidates, <c>{"id": "...", "properties": {...}}</c>, in dataset order. Zero lines are legal.</summary>
    public const string Input = "MATERIALSSIM_INPUT";

    /// <summary>JSON Lines file the kernel writes: one line per finished candidate, in input order, flushed.</summary>
    public const string Output = "MATERIALSSIM_OUTPUT";

    /// <summary>JSON file with <c>spec.kernel.parameters</c>, as strings.</summary>
    public const string Parameters = "MATERIALSSIM_PARAMETERS";

    /// <summary>Folder of input files: <c>{n}/</c> per row of the batch, shared ones at the top.</summary>
    public const string Files = "MATERIALSSIM_FILES";

    /// <summary>Folder where the kernel may leave files in <c>{n}/</c>, kept with size and sha256 in the row.</summary>
    public const string Artifacts = "MATERIALSSIM_ARTIFACTS";

    /// <summary>Folder restored at the next attempt of the same batch.</summary>
    public const string Checkpoint = "MATERIALSSIM_CHECKPOINT";

    /// <summary>
    /// Unsigned 32-bit seed from the identity of the run: the same for every batch, attempt and cluster. A kernel that draws random numbers mixes it with
    /// the candidate's id, so that its answer depends on neither batch size nor retries.
    /// </summary>
    public const string Seed = "MATERIALSSIM_SEED";

    /// <summary>Name of this attempt: the pod's UID, or the Lambda request id.</summary>
    public const string Attempt = "MATERIALSSIM_ATTEMPT";

    /// <summary>The kernel says that this batch can never work (EX_DATAERR of sysexits.h): no retry.</summary>
    public const int ExitNeverWorks = 65;
}
