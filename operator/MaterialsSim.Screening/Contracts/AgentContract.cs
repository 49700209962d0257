namespace MaterialsSim.Screening.Contracts;

/// <summary>What the operator tells the agent, by environment variable, and what the agent's exit codes mean.</summary>
public static class AgentContract
{
    /// <summary>URI of the artifact root, such as <c>file:///state/artifacts</c>.</summary>
    public const string Store = "MATERIALSSIM_STORE";

    /// <summary>Path of the run below the root: <c>{namespace}/{name}-{uid}/{run}</c>.</summary>
    public const string Run = "MATERIALSSIM_RUN";

    /// <summary>Number of the wave, from 1.</summary>
    public const string Wave = "MATERIALSSIM_WAVE";

    /// <summary>The pod's completion index: the position of its record in the wave's manifest.</summary>
    public const string Index = "MATERIALSSIM_INDEX";

    /// <summary>UID of the Job, which names a plan attempt.</summary>
    public const string JobUid = "MATERIALSSIM_JOB_UID";

    /// <summary>Folder shared by the containers of a pod (an emptyDir): input, output, parameters and the fetch state.</summary>
    public const string Work = "MATERIALSSIM_WORK";

    /// <summary>
    /// Folder that <c>file://</c> datasets are resolved below: <c>file:///a/b.csv</c> is <c>{root}/a/b.csv</c>.
    /// Absent: no file datasets.
    /// </summary>
    public const string DatasetRoot = "MATERIALSSIM_DATASET_ROOT";

    /// <summary>
    /// File that takes the agent's last words, <c>{"reason":"…","message":"…"}</c>, when it fails. Absent: <c>/dev/termination-log</c> when that is there.
    /// </summary>
    public const string TerminationLog = "MATERIALSSIM_TERMINATION_LOG";

    /// <summary>Done.</summary>
    public const int ExitDone = 0;

    /// <summary>The input can never work: a broken dataset, a corrupt plan. The reason is in the termination message.</summary>
    public const int ExitNeverWorks = 65;

    /// <summary>A defect of the agent, or of how it was called (EX_SOFTWARE): what it was is in the termination message.</summary>
    public const int ExitDefect = 70;

    /// <summary>The store is out of reach (EX_TEMPFAIL): not the kernel's fault, so no retry is spent.</summary>
    public const int ExitTryAgain = 75;
}
