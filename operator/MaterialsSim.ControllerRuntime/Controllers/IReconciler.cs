namespace MaterialsSim.ControllerRuntime.Controllers;

/// <summary>
/// Brings one object to where its spec says it should be. It gets a name, nothing else: it reads what is there now, decides, acts, writes the status once. It may be
/// called at any time, for an object that is gone too, but never twice at a time for one name.
/// </summary>
public interface IReconciler
{
    /// <summary>
    /// Reconciles the object. A throw is tried again, slower each time; <see cref="TerminalException"/> is not; a conflict of versions is tried again quietly.
    /// The token ends with the term of leadership or the time limit of a run.
    /// </summary>
    Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken);
}
