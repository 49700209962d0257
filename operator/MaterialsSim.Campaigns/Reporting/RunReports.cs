using System.Collections.Concurrent;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Campaigns.Reporting;

/// <summary>Writes reports in the background, two at a time; the campaign is asked for again when one ends.</summary>
public sealed class RunReports : IRunReports, IDisposable
{
    private const int AtOnce = 2;

    private readonly RunReporter _reporter;
    private readonly Action<string, string> _enqueue;
    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, (string Key, Task<ReportProgress> Task)> _running = new();

    /// <summary>Reports with this plot; <paramref name="enqueue"/> takes the namespace and name of a campaign to reconcile again.</summary>
    public RunReports(IFrontPlot plot, Action<string, string> enqueue)
    {
        _reporter = new RunReporter(plot);
        _enqueue = enqueue;
    }

    /// <inheritdoc/>
    public ReportProgress Ensure(ReportOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var key = $"{order.Plan.Run}/{order.Ranking.Hash()}";
        if (!_running.TryGetValue(order.CampaignUid, out var entry) || entry.Key != key)
        {
            entry = _running[order.CampaignUid] = (key, Start(order));
        }

        var task = entry.Task;
        return task switch
        {
            { IsCompletedSuccessfully: true } => task.Result,
            { IsCompleted: true } => new ReportProgress(IsDone: false, task.Exception?.GetBaseException().Message ?? "it was stopped"),
            _ => new ReportProgress(IsDone: false),
        };
    }

    /// <inheritdoc/>
    public void Forget(string campaignUid) => _running.TryRemove(campaignUid, out _);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _slots.Dispose();
    }

    private Task<ReportProgress> Start(ReportOrder order)
    {
        var task = Task.Run(() => WriteAsync(order, _stop.Token));
        _ = task.ContinueWith(_ => _enqueue(order.Namespace, order.Name), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return task;
    }

    private async Task<ReportProgress> WriteAsync(ReportOrder order, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _reporter.WriteAsync(order, cancellationToken).ConfigureAwait(false);
            return new ReportProgress(IsDone: true);
        }
        catch (BrokenResultsException exception)
        {
            return new ReportProgress(IsDone: false, exception.Message, exception.Batch);
        }
        catch (Exception exception) when (exception is RunArtifactsUnavailableException or DocumentException or IOException)
        {
            return new ReportProgress(IsDone: false, exception.Message);
        }
        finally
        {
            _slots.Release();
        }
    }
}
