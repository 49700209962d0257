using MaterialsSim.ControllerRuntime.Hosting;

namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>
/// For a process that is the only one by construction, such as beside an embedded cluster: it leads at once, in a term that no clock ends, so that a laptop may sleep.
/// </summary>
public sealed class SoleElector(TimeProvider time, IRuntimeMetrics metrics) : IElector
{
    /// <inheritdoc/>
    public async Task RunAsync(Func<Term, Task> lead, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(lead);
        using var term = new Term(TimeSpan.MaxValue, time, Term.Now(time));
        metrics.Leading(true);
        try
        {
            await lead(term);
        }
        finally
        {
            metrics.Leading(false);
            term.End();
        }
    }
}
