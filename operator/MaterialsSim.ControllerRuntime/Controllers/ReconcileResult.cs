namespace MaterialsSim.ControllerRuntime.Controllers;

/// <summary>How a reconcile went well.</summary>
/// <param name="RequeueAfter">Look again after this time even if nothing changes; null waits for a change.</param>
public readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    /// <summary>Nothing to do until something changes.</summary>
    public static ReconcileResult Done => default;

    /// <summary>Look again after a time.</summary>
    public static ReconcileResult After(TimeSpan delay) => new(delay);
}
