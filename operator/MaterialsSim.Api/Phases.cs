namespace MaterialsSim.Api;

/// <summary>Values of <c>status.phase</c>: one word for people. Machines read conditions.</summary>
public static class Phases
{
    /// <summary>Seen, nothing started.</summary>
    public const string Pending = "Pending";

    /// <summary>The dataset is being cut into batches.</summary>
    public const string Planning = "Planning";

    /// <summary>Batches are simulated.</summary>
    public const string Running = "Running";

    /// <summary>All batches ended; the report is being written.</summary>
    public const string Finishing = "Finishing";

    /// <summary>Done.</summary>
    public const string Complete = "Complete";

    /// <summary>The run failed.</summary>
    public const string Failed = "Failed";

    /// <summary>The campaign cannot start as it is written.</summary>
    public const string Invalid = "Invalid";

    /// <summary>Suspended by <c>spec.suspend</c>.</summary>
    public const string Suspended = "Suspended";

    /// <summary>Being deleted.</summary>
    public const string Terminating = "Terminating";
}
