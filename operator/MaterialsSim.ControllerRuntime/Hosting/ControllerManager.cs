using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Controllers;
using MaterialsSim.ControllerRuntime.Leadership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Hosting;

/// <summary>
/// Runs the parts together in a host. Caches and background loops run from the start, on standbys too; when the caches are full the process stands for the lease;
/// controllers run while it leads. A clean stop lets reconciles end, then releases the lease, then stops the rest. A loop that ends on its own, or a lost lease,
/// stops the host (see <see cref="Failure"/>): a fresh process knows nothing wrong.
/// </summary>
public sealed class ControllerManager : BackgroundService
{
    private readonly IElector elector;
    private readonly IHostApplicationLifetime lifetime;
    private readonly ILogger logger;
    private readonly List<ICache> caches = [];
    private readonly List<Controller> controllers = [];
    private readonly List<(string Name, Func<CancellationToken, Task> Run)> background = [];
    private readonly List<(string Name, Func<Term, CancellationToken, Task> Run)> leading = [];
    private volatile Term? term;

    /// <summary>A manager without parts: add them before the host starts.</summary>
    public ControllerManager(IElector elector, IHostApplicationLifetime lifetime, ILogger<ControllerManager> logger)
    {
        this.elector = elector;
        this.lifetime = lifetime;
        this.logger = logger;
    }

    /// <summary>Why the manager stopped the host; null when it did not. A program ends with an exit code other than 0 then.</summary>
    public string? Failure { get; private set; }

    /// <summary>The term of leadership that runs, or null on a standby.</summary>
    public Term? Term => term;

    /// <summary>Adds a cache.</summary>
    public ControllerManager Add(ICache cache)
    {
        caches.Add(cache);
        return this;
    }

    /// <summary>Adds a controller.</summary>
    public ControllerManager Add(Controller controller)
    {
        controllers.Add(controller);
        return this;
    }

    /// <summary>Adds a loop that runs from start to end, such as an event recorder. It ends only when its token is cancelled.</summary>
    public ControllerManager AddBackground(string name, Func<CancellationToken, Task> run)
    {
        background.Add((name, run));
        return this;
    }

    /// <summary>Adds a loop that runs while this process leads. Its token tells a clean stop, the term's token a lost lease.</summary>
    public ControllerManager AddLeading(string name, Func<Term, CancellationToken, Task> run)
    {
        leading.Add((name, run));
        return this;
    }

    /// <summary>What is wrong with the process itself, for <c>/healthz</c>; empty when it lives. An API server that is away is no reason to restart.</summary>
    public IReadOnlyList<string> Faults() =>
        [.. new[] { Failure }.Concat(caches.Select(cache => cache.Fault)).Concat(controllers.Select(controller => controller.Fault)).OfType<string>()];

    /// <summary>What is missing before the process can do its work, for <c>/readyz</c>; empty when it is ready. A standby is ready.</summary>
    public IReadOnlyList<string> NotReady() =>
        [.. caches.Where(cache => !cache.HasSynced).Select(cache => $"cache {cache.Name} has not been filled yet")];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var loops = caches.Select(cache => (cache.Name, Run: (Func<CancellationToken, Task>)cache.RunAsync)).Concat(background)
            .Select(loop => GuardAsync(loop.Name, () => loop.Run(end.Token), stopping, end.Token)).ToArray();
        await GuardAsync("leadership", () => LeadWhenReadyAsync(stopping.Token), stopping, stopping.Token);
        await end.CancelAsync();
        await Task.WhenAll(loops);
    }

    private async Task LeadWhenReadyAsync(CancellationToken stopping)
    {
        foreach (var cache in caches)
        {
            await cache.WaitForSyncAsync(stopping);
        }

        ManagerLog.Synced(logger, caches.Count);
        await elector.RunAsync(current => LeadAsync(current, stopping), stopping);
    }

    private async Task LeadAsync(Term current, CancellationToken stopping)
    {
        // A lost lease stops the host at once, even when some loop does not heed its token.
        await using var onLoss = current.Token.UnsafeRegister(static manager => ((ControllerManager)manager!).Stop("the lease was lost"), this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, current.Token);
        term = current;
        try
        {
            var loops = controllers.Select(controller => (controller.Name, Run: (Func<Task>)(() => controller.RunAsync(current.Token, either.Token))))
                .Concat(leading.Select(loop => (loop.Name, Run: (Func<Task>)(() => loop.Run(current, either.Token)))))
                .Select(loop => GuardAsync(loop.Name, loop.Run, either, either.Token)).ToArray();
            await Task.WhenAll(loops);
        }
        finally
        {
            term = null;
        }
    }

    /// <summary>Runs a loop that has to last until <paramref name="expected"/>: if it ends earlier, however, so do <paramref name="others"/> and the host.</summary>
    private async Task GuardAsync(string name, Func<Task> run, CancellationTokenSource others, CancellationToken expected)
    {
        try
        {
            await Task.Run(run, CancellationToken.None);
            if (expected.IsCancellationRequested)
            {
                return;
            }

            ManagerLog.Ended(logger, name);
            Stop($"{name} ended on its own");
        }
        catch (OperationCanceledException) when (expected.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            ManagerLog.Failed(logger, e, name);
            Stop($"{name} failed: {e.Message}");
        }

        await others.CancelAsync();
    }

    private void Stop(string reason)
    {
        Failure ??= reason;
        lifetime.StopApplication();
    }
}
