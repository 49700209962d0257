using System.Text.Json;
using k8s;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Timing;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>
/// Keeps a <see cref="Store{T}"/> equal to the API: lists in pages, then watches from the list's version, resumes where a watch ended, and lists again when the
/// history is gone or an event was unreadable. Whatever breaks, it goes on, slower; deletions that happened meanwhile are found by comparing.
/// After client-go's reflector (tools/cache/reflector.go).
/// </summary>
public sealed class Reflector<T> : ICache
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan TooShort = TimeSpan.FromSeconds(1);

    private readonly IListWatch<T> source;
    private readonly Store<T> store;
    private readonly ReflectorOptions<T> options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly Func<double> random;
    private readonly IRuntimeMetrics metrics;
    private readonly Backoff backoff;
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long lastStep;

    // Where to go on: what the next list asks for ("0": whatever the server has at hand, "": the newest), and the version to watch from (null: list first).
    private string listVersion = "0";
    private string? version;

    /// <summary>Fills <paramref name="store"/> from <paramref name="source"/>.</summary>
    public Reflector(
        string name,
        IListWatch<T> source,
        Store<T> store,
        ReflectorOptions<T> options,
        ILogger<Reflector<T>> logger,
        TimeProvider time,
        IRuntimeMetrics? metrics = null,
        Func<double>? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        Name = name;
        this.source = source;
        this.store = store;
        this.options = options;
        this.logger = logger;
        this.time = time;
        this.metrics = metrics ?? NoMetrics.Instance;
        this.random = random ?? Jitter.Create();
        backoff = new(options.InitialBackoff, options.LongestBackoff, TimeSpan.FromMinutes(2), time, this.random);
        lastStep = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>What it does now.</summary>
    public ReflectorState State { get; private set; }

    /// <inheritdoc/>
    public bool HasSynced => synced.Task.IsCompletedSuccessfully;

    /// <inheritdoc/>
    public string? Fault
    {
        get
        {
            var silent = time.GetElapsedTime(Interlocked.Read(ref lastStep));
            var allowed = (2 * options.WatchTimeout) + options.WatchdogSlack + TimeSpan.FromMinutes(2);
            return silent > allowed ? $"cache {Name} made no step for {silent.TotalSeconds:0} s ({State})" : null;
        }
    }

    /// <inheritdoc/>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => synced.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await StepAsync(cancellationToken) is { } wait)
                {
                    Enter(ReflectorState.BackingOff);
                    await Task.Delay(wait, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Enter(ReflectorState.Idle);
        }
    }

    /// <summary>One list or one watch; the time to wait after it when it failed.</summary>
    private async Task<TimeSpan?> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (version is null)
            {
                await ListAsync(cancellationToken);
                return null;
            }

            return await WatchAsync(version, cancellationToken) ? null : Fail("short");
        }
        catch (KubernetesApiException e) when (e.IsExpired)
        {
            ReflectorLog.Expired(logger, Name, version ?? listVersion);
            return FailAndList("expired");
        }
        catch (MalformedEventException e)
        {
            ReflectorLog.Malformed(logger, Name, e.Message);
            return FailAndList("malformed");
        }
        catch (KubernetesApiException e) when (e.Code is 429 or 503)
        {
            // The server is busy: it has the version still, and a list would only add to its work.
            ReflectorLog.Refused(logger, Name, e.Code, e.Message);
            var wait = Fail("busy");
            return e.RetryAfter is { } asked && asked > wait ? asked : wait;
        }
        catch (Exception e) when (e is KubernetesApiException or JsonException)
        {
            ReflectorLog.Failed(logger, Name, e);
            return FailAndList("refused");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            ReflectorLog.Broken(logger, Name, e.Message);
            return Fail("broken");
        }
    }

    private TimeSpan Fail(string reason)
    {
        metrics.CacheWatchEnded(Name, reason);
        if (version is null)
        {
            listVersion = "";
        }

        return backoff.Next();
    }

    private TimeSpan FailAndList(string reason)
    {
        version = null;
        return Fail(reason);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        Enter(ReflectorState.Listing);
        var query = Query() with { ResourceVersion = listVersion, Limit = options.PageSize };
        var all = new List<T>();
        string listed;
        do
        {
            var page = await source.ListPageAsync(options.Namespace, query, cancellationToken);
            Enter(ReflectorState.Listing);
            foreach (var unreadable in page.Unreadable)
            {
                ReflectorLog.Unreadable(logger, Name, unreadable);
            }

            all.AddRange(page.Items.Select(Strip));
            listed = page.ResourceVersion;
            query = query with { Continue = page.Continue, ResourceVersion = null };
        }
        while (query.Continue is not null);

        store.Replace(all);
        version = listVersion = listed;
        metrics.CacheListed(Name, all.Count);
        ReflectorLog.Listed(logger, Name, all.Count, listed);
        synced.TrySetResult();
    }

    /// <summary>Follows the changes until the server ends the watch. False when that came suspiciously soon.</summary>
    private async Task<bool> WatchAsync(string from, CancellationToken cancellationToken)
    {
        Enter(ReflectorState.Watching);
        var timeout = options.WatchTimeout * (1 + random());
        var started = time.GetTimestamp();
        var changes = 0;
        using var watchdog = new CancellationTokenSource(timeout + options.WatchdogSlack, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Token, cancellationToken);
        try
        {
            var query = Query() with { ResourceVersion = from, Timeout = timeout };
            await foreach (var change in source.WatchAsync(options.Namespace, query, either.Token))
            {
                Interlocked.Exchange(ref lastStep, time.GetTimestamp());
                changes += Apply(change) ? 1 : 0;
                version = listVersion = change.ResourceVersion;
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the watch was silent beyond its {timeout.TotalSeconds:0} s", e);
        }

        if (changes == 0 && time.GetElapsedTime(started) < TooShort)
        {
            ReflectorLog.TooShort(logger, Name);
            return false;
        }

        metrics.CacheWatchEnded(Name, "end");
        return true;
    }

    /// <summary>Takes a change into the store; false for a bookmark, which holds none.</summary>
    private bool Apply(WatchEvent<T> change)
    {
        switch (change.Kind)
        {
            case WatchEventKind.Bookmark:
                return false;
            case WatchEventKind.Deleted:
                store.Remove(NamespacedName.Of(change.Object!), Strip(change.Object!));
                return true;
            default:
                store.Put(Strip(change.Object!));
                return true;
        }
    }

    private T Strip(T value)
    {
        value.Metadata.ManagedFields = null;
        value.Metadata.Annotations?.Remove("kubectl.kubernetes.io/last-applied-configuration");
        return options.Transform is null ? value : options.Transform(value);
    }

    private ListOptions Query() => new() { LabelSelector = options.LabelSelector, FieldSelector = options.FieldSelector };

    private void Enter(ReflectorState state)
    {
        State = state;
        Interlocked.Exchange(ref lastStep, time.GetTimestamp());
    }
}
