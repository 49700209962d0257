namespace MaterialsSim.Api;

/// <summary>Reasons of the events on a campaign.</summary>
public static class EventReasons
{
    /// <summary>A run began.</summary>
    public const string RunStarted = "RunStarted";

    /// <summary>The dataset was cut into batches.</summary>
    public const string Planned = "Planned";

    /// <summary>Planning failed.</summary>
    public const string PlanFailed = "PlanFailed";

    /// <summary>A wave began.</summary>
    public const string WaveStarted = "WaveStarted";

    /// <summary>All batches of a wave ended.</summary>
    public const string WaveSealed = "WaveSealed";

    /// <summary>A batch failed for good.</summary>
    public const string BatchFailed = "BatchFailed";

    /// <summary>A batch's pod ended without a commit; the batch is tried again.</summary>
    public const string BatchLost = "BatchLost";

    /// <summary>Stored results are ranked anew.</summary>
    public const string Rescored = "Rescored";

    /// <summary>The campaign was suspended.</summary>
    public const string Suspended = "Suspended";

    /// <summary>The campaign was resumed.</summary>
    public const string Resumed = "Resumed";

    /// <summary>The campaign cannot start as it is written.</summary>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>The run failed.</summary>
    public const string RunFailed = "RunFailed";

    /// <summary>The run is complete.</summary>
    public const string RunComplete = "RunComplete";

    /// <summary>No batch ended for two minutes.</summary>
    public const string NoProgress = "NoProgress";

    /// <summary>The artifact store failed.</summary>
    public const string StoreUnavailable = "StoreUnavailable";
}
