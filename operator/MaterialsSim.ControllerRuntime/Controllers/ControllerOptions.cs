namespace MaterialsSim.ControllerRuntime.Controllers;

/// <summary>How a controller works.</summary>
public sealed record ControllerOptions
{
    /// <summary>Objects that are reconciled at a time.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>One reconcile has to end within this time.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>On a clean stop, reconciles that run get this long to end before they are cancelled.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
