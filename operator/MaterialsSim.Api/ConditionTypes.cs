namespace MaterialsSim.Api;

/// <summary>Types of a campaign's conditions.</summary>
public static class ConditionTypes
{
    /// <summary>The campaign is served as asked: it is working, suspended as asked, or done.</summary>
    public const string Ready = "Ready";

    /// <summary>The operator is still working out what to start (kstatus: in progress).</summary>
    public const string Reconciling = "Reconciling";

    /// <summary>Nothing goes on until a person acts (kstatus: failed).</summary>
    public const string Stalled = "Stalled";

    /// <summary>Batches end; False when none has for two minutes, with the reason.</summary>
    public const string Progressing = "Progressing";

    /// <summary>The run is complete and its report is written.</summary>
    public const string Complete = "Complete";

    /// <summary>The run failed.</summary>
    public const string Failed = "Failed";

    /// <summary>The campaign is suspended.</summary>
    public const string Suspended = "Suspended";
}
