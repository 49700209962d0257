namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>Decides when this process may do the work that only one may do.</summary>
public interface IElector
{
    /// <summary>
    /// Waits until this process leads, then runs <paramref name="lead"/> for one term, renewing meanwhile. On <paramref name="stopping"/> it gives up standing;
    /// a leader goes on renewing until <paramref name="lead"/> (which is to end then) has returned, and releases the lease. Throws
    /// <see cref="LeadershipLostException"/> when the term ended before that.
    /// </summary>
    Task RunAsync(Func<Term, Task> lead, CancellationToken stopping);
}
