namespace MaterialsSim.Api.Status;

/// <summary>Values of <c>status.waves[].state</c>.</summary>
public static class WaveStates
{
    /// <summary>Its manifest is written and status names it; its Job may not exist yet.</summary>
    public const string Planned = "Planned";

    /// <summary>Its Job exists.</summary>
    public const string Running = "Running";

    /// <summary>Every batch of it ended or was given to a further wave; its Job may go.</summary>
    public const string Sealed = "Sealed";
}
