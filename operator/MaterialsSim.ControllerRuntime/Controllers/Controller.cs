using System.Collections.Concurrent;
using System.Diagnostics;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Queues;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Controllers;

/// <summary>
/// Takes keys from a queue and reconciles them, several at a time, no key twice at a time (the queue sees to that). How a run ended decides how the key comes
/// back, as in controller-runtime (pkg/internal/controller/controller.go): success forgets its failures, a wanted delay too, an error waits longer each time.
/// </summary>
public sealed class Controller
{
    /// <summary>The source of one activity for each reconcile.</summary>
    public static readonly ActivitySource Activities = new("MaterialsSim.ControllerRuntime");

    private readonly IReconciler reconciler;
    private readonly ControllerOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly IRuntimeMetrics metrics;
    private readonly ConcurrentDictionary<long, (NamespacedName Key, long Started)> running = new();
    private long runs;

    /// <summary>Reconciles the keys of <paramref name="queue"/>.</summary>
    public Controller(
        string name,
        IReconciler reconciler,
        WorkQueue<NamespacedName> queue,
        ControllerOptions options,
        ILogger<Controller> logger,
        TimeProvider time,
        IRuntimeMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        Name = name;
        Queue = queue;
        this.reconciler = reconciler;
        this.options = options;
        this.logger = logger;
        this.time = time;
        this.metrics = metrics ?? NoMetrics.Instance;
    }

    /// <summary>For logs, metrics and health.</summary>
    public string Name { get; }

    /// <summary>Where its keys come from.</summary>
    public WorkQueue<NamespacedName> Queue { get; }

    /// <summary>What is wrong with the workers, for a liveness check: null unless a reconcile ignores its time limit.</summary>
    public string? Fault
    {
        get
        {
            var allowed = options.ReconcileTimeout + TimeSpan.FromMinutes(1);
            foreach (var (key, started) in running.Values)
            {
                if (time.GetElapsedTime(started) is var taken && taken > allowed)
                {
                    return $"controller {Name} reconciles {key} for {taken.TotalSeconds:0} s and does not heed its time limit";
                }
            }

            return null;
        }
    }

    /// <summary>
    /// Works until <paramref name="stopping"/>, then closes the queue and lets what runs end; at <paramref name="term"/> what runs is cancelled at once.
    /// Returns when no worker is left.
    /// </summary>
    public async Task RunAsync(CancellationToken term, CancellationToken stopping)
    {
        ControllerLog.Starting(logger, Name, options.Workers);
        using var hard = CancellationTokenSource.CreateLinkedTokenSource(term);
        await using var onStop = stopping.UnsafeRegister(static queue => ((WorkQueue<NamespacedName>)queue!).Close(), Queue);
        var workers = Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Task.Run(() => WorkAsync(hard), CancellationToken.None)));
        await Task.WhenAny(workers, Task.Delay(Timeout.InfiniteTimeSpan, time, stopping));
        await DrainAsync(workers, hard);
        ControllerLog.Stopped(logger, Name);
    }

    private async Task DrainAsync(Task workers, CancellationTokenSource hard)
    {
        try
        {
            await workers.WaitAsync(options.DrainTimeout, time, CancellationToken.None);
        }
        catch (TimeoutException) when (!workers.IsCompleted)
        {
            ControllerLog.DrainTimedOut(logger, Name, options.DrainTimeout.TotalSeconds);
            await hard.CancelAsync();
            await workers;
        }
    }

    private async Task WorkAsync(CancellationTokenSource hard)
    {
        var term = hard.Token;
        try
        {
            while (await Queue.GetAsync(term) is { } lease)
            {
                using (lease)
                {
                    await ProcessAsync(lease.Key, term);
                }
            }
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
            // The term is over: what is left belongs to the next leader.
        }
        catch
        {
            // Not a reconcile's error but this loop's own: a controller with fewer workers than it says must not go on.
            await hard.CancelAsync();
            throw;
        }
    }

    private async Task ProcessAsync(NamespacedName key, CancellationToken term)
    {
        var id = Interlocked.Increment(ref runs);
        var started = time.GetTimestamp();
        running[id] = (key, started);
        using var activity = Activities.StartActivity(Name);
        activity?.SetTag("object", key.ToString());
        using var scope = ControllerLog.Scope(logger, Name, key, id);
        try
        {
            var outcome = await ReconcileAsync(key, term);
            activity?.SetTag("outcome", outcome);
            var taken = time.GetElapsedTime(started);
            metrics.Reconciled(Name, outcome, taken);
            ControllerLog.Reconciled(logger, Name, key, outcome, taken.TotalMilliseconds);
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    /// <summary>Runs the reconciler once, and settles when the key comes back. The name of the outcome, for metrics.</summary>
    private async Task<string> ReconcileAsync(NamespacedName key, CancellationToken term)
    {
        using var limit = new CancellationTokenSource(options.ReconcileTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, term);
        try
        {
            var result = await reconciler.ReconcileAsync(key, either.Token);
            Queue.Forget(key);
            if (result.RequeueAfter is not { } delay)
            {
                return "success";
            }

            Queue.AddAfter(key, delay);
            return "requeue_after";
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            return Fail(key, "timeout", new TimeoutException($"the reconcile took longer than {options.ReconcileTimeout.TotalSeconds:0} s", e));
        }
        catch (KubernetesApiException e) when (e.Code == 409)
        {
            ControllerLog.Conflict(logger, Name, key, e.Message);
            Queue.AddRateLimited(key);
            return "conflict";
        }
        catch (TerminalException e)
        {
            ControllerLog.Terminal(logger, e, Name, key);
            Queue.Forget(key);
            return "terminal";
        }
        catch (Exception e)
        {
            // Whatever it was: one object's trouble stops neither the worker nor the others.
            return Fail(key, "error", e);
        }
    }

    private string Fail(NamespacedName key, string outcome, Exception exception)
    {
        Queue.AddRateLimited(key);
        ControllerLog.Failed(logger, exception, Name, key, Queue.NumRequeues(key));
        return outcome;
    }
}
