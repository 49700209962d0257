using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>Runs waves and plans as Indexed Jobs. Jobs come from a cache; pods and events are asked for only when somebody needs an explanation.</summary>
public sealed class IndexedJobBackend(
    KubernetesApi api, IReadOnlyStore<V1Job> jobs, StoreIndex<V1Job> byOwner, IndexedJobOptions options, TimeProvider time) : IExecutionBackend
{
    private const int MaxPodsRead = 5_000;
    private static readonly TimeSpan RetryRefused = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryLeaving = TimeSpan.FromSeconds(2);

    private readonly IndexedJobBuilder _builder = new(options);
    private readonly ResourceClient<V1Job> _jobs = api.Resource<V1Job>();
    private readonly ResourceClient<V1Pod> _pods = api.Resource<V1Pod>();
    private readonly ResourceClient<Corev1Event> _events = api.Resource<Corev1Event>();

    /// <inheritdoc/>
    public IReadOnlyList<ObservedWork> Observe(string @namespace, string campaignUid)
        => [.. jobs.ListBy(byOwner, campaignUid).Where(job => job.Metadata.NamespaceProperty == @namespace).Select(job => JobView.Of(job) ?? JobView.Stray(job))];

    /// <inheritdoc/>
    public async Task StartAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var @namespace = order.Campaign.Metadata.NamespaceProperty;
        try
        {
            await _jobs.CreateAsync(@namespace, _builder.Build(order), cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesApiException exception) when (exception.IsAlreadyExists)
        {
            await CheckOwnAsync(order, @namespace, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesApiException exception) when (exception.Code is 403 or 422 or 400)
        {
            var reason = exception.Message.Contains("exceeded quota", StringComparison.OrdinalIgnoreCase) ? Reasons.QuotaExceeded : Reasons.JobRefused;
            throw new WorkRefusedException(reason, $"The API server refused Job {order.Name}: {exception.Message}", RetryRefused, exception);
        }
    }

    /// <inheritdoc/>
    public async Task AdjustAsync(ObservedWork work, WorkAdjustment adjustment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(adjustment);
        var spec = new JsonObject();
        if (work.Suspended != adjustment.Suspend)
        {
            spec["suspend"] = adjustment.Suspend;
        }

        if (work.Parallelism != adjustment.Parallelism)
        {
            spec["parallelism"] = adjustment.Parallelism;
        }

        if (adjustment.TtlSeconds is { } ttl && work.TtlSeconds != ttl)
        {
            spec["ttlSecondsAfterFinished"] = ttl;
        }

        if (spec.Count == 0)
        {
            return;
        }

        try
        {
            var patch = Patch.Merge(new JsonObject { ["metadata"] = new JsonObject { ["uid"] = work.Uid }, ["spec"] = spec });
            await _jobs.PatchAsync(work.Namespace, work.Name, patch, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone, or another Job of the name by now: the cache will say, and the next pass decides on what it shows.
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(ObservedWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            var options = new DeleteOptions { Uid = work.Uid, PropagationPolicy = "Background" };
            await _jobs.DeleteAsync(work.Namespace, work.Name, options, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesApiException exception) when (exception.IsConflict)
        {
            // Another Job of the name by now, which is not ours to stop on this view.
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<int, BatchFailure>> ExplainFailuresAsync(
        ObservedWork work, IReadOnlyCollection<int> indexes, CancellationToken cancellationToken)
        => PodFailures.Explain(await PodsAsync(work, cancellationToken).ConfigureAwait(false), indexes);

    /// <inheritdoc/>
    public async Task<Obstacle?> DiagnoseAsync(ObservedWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (await _jobs.FindAsync(work.Namespace, work.Name, cancellationToken).ConfigureAwait(false) is not { } job)
        {
            return null;
        }

        var pods = await PodsAsync(work, cancellationToken).ConfigureAwait(false);
        List<Corev1Event> events = [];
        if (!pods.Any(JobObstacles.IsLive))
        {
            var ofJob = new ListOptions { FieldSelector = $"involvedObject.uid={work.Uid}" };
            await foreach (var jobEvent in _events.ListAsync(work.Namespace, ofJob, cancellationToken).ConfigureAwait(false))
            {
                events.Add(jobEvent);
            }
        }

        return JobObstacles.Find(job, pods, events, time.GetUtcNow());
    }

    private async Task<List<V1Pod>> PodsAsync(ObservedWork work, CancellationToken cancellationToken)
    {
        List<V1Pod> pods = [];
        var ofJob = new ListOptions { LabelSelector = $"batch.kubernetes.io/controller-uid={work.Uid}" };
        await foreach (var pod in _pods.ListAsync(work.Namespace, ofJob, cancellationToken).ConfigureAwait(false))
        {
            pods.Add(pod);
            if (pods.Count == MaxPodsRead)
            {
                break;
            }
        }

        return pods;
    }

    /// <summary>A Job of the name is there: fine when an earlier pass of ours made it.</summary>
    private async Task CheckOwnAsync(WorkOrder order, string @namespace, CancellationToken cancellationToken)
    {
        var job = await _jobs.FindAsync(@namespace, order.Name, cancellationToken).ConfigureAwait(false);
        if (job is null || job.Metadata.DeletionTimestamp is not null)
        {
            throw new WorkRefusedException(Reasons.NameTaken, $"Job {order.Name} is on its way out; it is created anew once it is gone.", RetryLeaving);
        }

        var isOwned = job.Metadata.OwnerReferences?.Any(owner => owner.Uid == order.Campaign.Metadata.Uid && owner.Controller == true) == true;
        if (!isOwned || JobView.Of(job) is not { } work || work.Run != order.Run || work.Wave != order.Wave || work.Role != order.Role)
        {
            throw new WorkRefusedException(Reasons.NameTaken, $"Job {order.Name} exists and is not this wave's: delete or rename it.", RetryRefused);
        }
    }
}
