using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// Deletes Jobs with their pods some time after they ended (spec.ttlSecondsAfterFinished). Source: kubernetes
/// pkg/controller/ttlafterfinished/ttlafterfinished_controller.go; KEP-592.
/// </summary>
internal sealed partial class TtlController : IDisposable
{
    private readonly IClusterClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WorkQueue<JobKey> _queue;
    private readonly ObjectWatcher _jobs;

    public TtlController(IClusterClient client, TimeProvider time, ILogger logger)
    {
        _client = client;
        _time = time;
        _logger = logger;
        _queue = new WorkQueue<JobKey>(time);
        _jobs = new ObjectWatcher(client, Kinds.Jobs, change =>
        {
            if (change.Type != "DELETED" && TimeLeft(JobSpec.From(change.Object), JobStatus.From(change.Object["status"]), time.GetUtcNow()) is { } left)
            {
                _queue.AddAfter(new JobKey(change.Object.Namespace(), change.Object.Name(), change.Object.Uid()), left);
            }
        }, time, logger);
    }

    /// <summary>How long an ended Job may still stay (negative: overdue), or null when it may stay.</summary>
    public static TimeSpan? TimeLeft(JobSpec spec, JobStatus status, DateTimeOffset now) =>
        spec.TtlAfterFinished is { } ttl && status.FinishedAt is { } finished ? finished + ttl - now : null;

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_jobs.RunAsync(cancellationToken), WorkAsync(cancellationToken));

    public void Dispose() => _queue.Dispose();

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var key = await _queue.TakeAsync(cancellationToken);
                await DeleteIfDueAsync(key, cancellationToken);
                _queue.Done(key);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task DeleteIfDueAsync(JobKey key, CancellationToken cancellationToken)
    {
        try
        {
            // The Job may have been edited, or be another of the same name: only the server knows.
            var job = await _client.GetAsync(Kinds.Jobs, key.Namespace, key.Name, cancellationToken);
            if (job is null || job.Uid() != key.Uid || job.IsDeleting()
                || TimeLeft(JobSpec.From(job), JobStatus.From(job["status"]), _time.GetUtcNow()) is not { } left)
            {
                return;
            }

            if (left > TimeSpan.Zero)
            {
                _queue.AddAfter(key, left);
                return;
            }

            LogExpired(key.Namespace, key.Name);
            await _client.DeleteAsync(Kinds.Jobs, key.Namespace, key.Name, key.Uid, "Foreground", null, cancellationToken);
            _queue.Forget(key);
        }
        catch (ApiException refused)
        {
            LogRefused(key.Namespace, key.Name, refused);
            _queue.AddAfterFailure(key);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Job {Namespace}/{Name} ended long enough ago; deleting it")]
    private partial void LogExpired(string @namespace, string name);

    [LoggerMessage(LogLevel.Debug, "Job {Namespace}/{Name}: its deletion was refused; trying again")]
    private partial void LogRefused(string @namespace, string name, ApiException exception);
}
