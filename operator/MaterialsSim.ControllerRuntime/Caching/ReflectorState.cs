namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>What a reflector does now.</summary>
public enum ReflectorState
{
    /// <summary>Not started, or stopped.</summary>
    Idle,

    /// <summary>Reads the whole list.</summary>
    Listing,

    /// <summary>Follows the changes.</summary>
    Watching,

    /// <summary>Waits after a failure.</summary>
    BackingOff,
}
