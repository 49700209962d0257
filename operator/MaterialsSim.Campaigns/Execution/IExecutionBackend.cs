using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Execution;

/// <summary>Runs waves: as Indexed Jobs, or as function invocations. What it observes comes from a cache and costs no call.</summary>
public interface IExecutionBackend
{
    /// <summary>Starts the work unless it is there. Work of the same name that belongs to another owner, run or wave is an error.</summary>
    Task StartAsync(WorkOrder order, CancellationToken cancellationToken);

    /// <summary>All work that the campaign of this UID owns, from the cache.</summary>
    IReadOnlyList<ObservedWork> Observe(string @namespace, string campaignUid);

    /// <summary>Changes what is live: suspension, parallelism, time to live. Nothing is called when nothing differs.</summary>
    Task AdjustAsync(ObservedWork work, WorkAdjustment adjustment, CancellationToken cancellationToken);

    /// <summary>Stops the work and removes it with its pods.</summary>
    Task StopAsync(ObservedWork work, CancellationToken cancellationToken);

    /// <summary>Why these indexes of the work failed, as far as can still be seen. Missing ones have no evidence left.</summary>
    Task<IReadOnlyDictionary<int, BatchFailure>> ExplainFailuresAsync(ObservedWork work, IReadOnlyCollection<int> indexes, CancellationToken cancellationToken);

    /// <summary>What keeps the work from making progress, or null when nothing is in its way.</summary>
    Task<Obstacle?> DiagnoseAsync(ObservedWork work, CancellationToken cancellationToken);
}
