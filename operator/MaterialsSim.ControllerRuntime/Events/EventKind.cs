namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>How serious an event is.</summary>
public enum EventKind
{
    /// <summary>Things go as they should.</summary>
    Normal,

    /// <summary>A person may want to look.</summary>
    Warning,
}
