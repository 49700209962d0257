namespace MaterialsSim.Screening.Contracts;

/// <summary>Names in the work folder that the containers of a pod share. The kernel's environment holds the full paths.</summary>
public static class WorkFiles
{
    /// <summary>The candidates (<see cref="KernelContract.Input"/>).</summary>
    public const string Input = "input.jsonl";

    /// <summary>What the kernel writes (<see cref="KernelContract.Output"/>).</summary>
    public const string Output = "output.jsonl";

    /// <summary>The kernel's parameters (<see cref="KernelContract.Parameters"/>).</summary>
    public const string Parameters = "parameters.json";

    /// <summary>Folder of input files (<see cref="KernelContract.Files"/>).</summary>
    public const string Files = "files";

    /// <summary>Folder for what the kernel leaves (<see cref="KernelContract.Artifacts"/>).</summary>
    public const string Artifacts = "artifacts";

    /// <summary>Folder restored at the next attempt (<see cref="KernelContract.Checkpoint"/>).</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>What fetch tells publish about the batch.</summary>
    public const string Batch = "batch.json";
}
