namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>How much patience a request gets.</summary>
public enum CallPolicy
{
    /// <summary>Waits for the client's rate limit, and is tried again where that is safe.</summary>
    Patient,

    /// <summary>Sent at once and once: for callers with a pace of their own, such as watches and leases.</summary>
    Direct,
}
