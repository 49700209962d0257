using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// Runs the rules: changes of Jobs and pods queue their Job, workers look at one Job each. Changes that follow fast on a look wait a moment and are
/// looked at together, as upstream does (syncJobBatchPeriod), so that a thousand pods do not cost a thousand status writes.
/// </summary>
internal sealed partial class JobController : IDisposable
{
    private const int Workers = 4;
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(25);

    private readonly IClusterClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly JobActions _actions;
    private readonly WorkQueue<JobKey> _queue;
    private readonly ConcurrentDictionary<string, JobEntry> _entries = new(StringComparer.Ordinal);
    private readonly ObjectWatcher _jobs;
    private readonly ObjectWatcher _pods;

    public JobController(IClusterClient client, EventRecorder events, TimeProvider time, ILogger logger)
    {
        _client = client;
        _time = time;
        _logger = logger;
        _actions = new JobActions(client, events);
        _queue = new WorkQueue<JobKey>(time);
        _jobs = new ObjectWatcher(client, Kinds.Jobs, OnJob, time, logger);
        _pods = new ObjectWatcher(client, Kinds.Pods, OnPod, time, logger);
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([_jobs.RunAsync(cancellationToken), _pods.RunAsync(cancellationToken), .. Enumerable.Range(0, Workers).Select(_ => WorkAsync(cancellationToken))]);

    public void Dispose() => _queue.Dispose();

    private void OnJob(WatchEvent change)
    {
        var key = new JobKey(change.Object.Namespace(), change.Object.Name(), change.Object.Uid());
        var entry = Entry(key);
        if (change.Type == "DELETED")
        {
            entry.Lose();
        }
        else
        {
            entry.Observe(change.Object);
        }

        Enqueue(entry);
    }

    private void OnPod(WatchEvent change)
    {
        if (change.Object.ControllerOf() is not { } owner || owner.String("kind") != "Job" || owner.String("uid") is not { } uid)
        {
            return;
        }

        var entry = Entry(new JobKey(change.Object.Namespace(), owner.String("name") ?? "", uid));
        if (change.Type == "DELETED")
        {
            entry.LosePod(change.Object.Uid());
        }
        else
        {
            entry.ObservePod(change.Object);
        }

        Enqueue(entry);
    }

    private JobEntry Entry(JobKey key) => _entries.GetOrAdd(key.Uid, static (_, key) => new JobEntry(key), key);

    private void Enqueue(JobEntry entry) => _queue.AddAfter(entry.Key, entry.LookedAt + Together - _time.GetUtcNow());

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        // Before both lists are in, pods would seem missing and Jobs gone.
        await Task.WhenAll(_jobs.Listed, _pods.Listed).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var key = await _queue.TakeAsync(cancellationToken);
                try
                {
                    await LookAsync(key, cancellationToken);
                }
                finally
                {
                    _queue.Done(key);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task LookAsync(JobKey key, CancellationToken cancellationToken)
    {
        try
        {
            if (await SyncAsync(key, cancellationToken) is { } delay)
            {
                _queue.AddAfter(key, delay);
            }

            _queue.Forget(key);
        }
        catch (ApiException refused)
        {
            LogRefused(key.Namespace, key.Name, refused);
            _queue.AddAfterFailure(key);
        }
    }

    private async Task<TimeSpan?> SyncAsync(JobKey key, CancellationToken cancellationToken)
    {
        var entry = Entry(key);
        entry.LookedAt = _time.GetUtcNow();
        var (job, spec, pods) = entry.Look();
        if (job is null || spec is null)
        {
            await ReleaseOrphansAsync(entry, pods, cancellationToken);
            return null;
        }

        var status = JobStatus.From(job["status"]);
        if (status.IsFinished || job["spec"].String("managedBy") is { } manager && manager != JobLabels.ManagedByThis)
        {
            return null;
        }

        var decision = JobRules.Decide(new JobSnapshot
        {
            Name = key.Name,
            Namespace = key.Namespace,
            Spec = spec,
            Status = status,
            IsDeleting = job.IsDeleting(),
            Pods = pods,
            Backoff = entry.Backoff,
            Now = _time.GetUtcNow(),
        });
        await CarryOutAsync(entry, job, spec, decision, cancellationToken);
        return decision.LookAgainAfter;
    }

    private async Task CarryOutAsync(JobEntry entry, JsonObject job, JobSpec spec, JobDecision decision, CancellationToken cancellationToken)
    {
        LogDecision(entry.Key.Namespace, entry.Key.Name, decision.Create.Count, decision.Delete.Count, decision.Release.Count);
        await _actions.DeleteAsync(entry, job, decision, cancellationToken);
        var (created, refused) = await _actions.CreateAsync(entry, job, decision, cancellationToken);
        var status = decision.Status with { Active = decision.Status.Active - (decision.Create.Count - created) };
        job = await WriteIfChangedAsync(entry, job, status, cancellationToken);
        entry.Backoff = decision.Backoff;
        _actions.Tell(job, spec, status, null, decision.Event);
        foreach (var pod in decision.Release)
        {
            await _actions.ReleaseAsync(entry, pod.Uid, pod.Name, cancellationToken);
        }

        var tracked = entry.Look().Pods.Where(pod => pod.IsTracked).Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
        var settled = JobRules.Settle(status, tracked, decision.Finished);
        await WriteIfChangedAsync(entry, job, settled, cancellationToken);
        if (settled.IsFinished)
        {
            _actions.Tell(job, spec, settled, decision.Finished, null);
        }

        if (refused is not null)
        {
            throw refused;
        }
    }

    private async Task<JsonObject> WriteIfChangedAsync(JobEntry entry, JsonObject job, JobStatus status, CancellationToken cancellationToken) =>
        JsonNode.DeepEquals(status.ToJson(), job["status"]) ? job : await _actions.WriteAsync(entry, job, status, cancellationToken);

    /// <summary>Pods whose Job is gone are nobody's to count (syncOrphanPod).</summary>
    private async Task ReleaseOrphansAsync(JobEntry entry, IReadOnlyCollection<PodState> pods, CancellationToken cancellationToken)
    {
        var key = entry.Key;
        if (await _client.GetAsync(Kinds.Jobs, key.Namespace, key.Name, cancellationToken) is { } job && job.Uid() == key.Uid)
        {
            entry.Observe(job);
            _queue.Add(key);
            return;
        }

        foreach (var pod in pods.Where(pod => pod.IsTracked))
        {
            await _actions.ReleaseAsync(entry, pod.Uid, pod.Name, cancellationToken);
        }

        if (entry.Look().Pods.Count == 0)
        {
            _entries.TryRemove(key.Uid, out _);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Job {Namespace}/{Name}: {Create} pods to create, {Delete} to delete, {Release} ended")]
    private partial void LogDecision(string @namespace, string name, int create, int delete, int release);

    [LoggerMessage(LogLevel.Debug, "Job {Namespace}/{Name}: a write was refused; looking again")]
    private partial void LogRefused(string @namespace, string name, ApiException exception);
}
