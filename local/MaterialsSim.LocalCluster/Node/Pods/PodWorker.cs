using System.Text.Json.Nodes;
using System.Threading.Channels;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>
/// Runs one pod: volumes, init containers one after the other (restartable ones stay beside), then the main containers together; ends it early when it
/// is deleted, its deadline passes or the node stops. The status is written beside, newest state only, so that no container waits for it.
/// </summary>
internal sealed class PodWorker : IDisposable
{
    private const int DefaultGraceSeconds = 30;
    private static readonly TimeSpan MountRetry = TimeSpan.FromSeconds(10);

    private readonly NodeServices _services;
    private readonly PodStatusWriter _writer;
    private readonly PodFolders _folders;
    private readonly DateTimeOffset _startedAt;
    private readonly IReadOnlyList<ContainerRecord> _containers;
    private readonly List<(ContainerRunner Runner, CancellationTokenSource Stop, Task Run)> _sidecars = [];
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _killing = new();
    private readonly Lock _gate = new();
    private PodEnding? _ending;
    private readonly List<ITimer> _killTimers = [];

    public PodWorker(NodeServices services, JsonObject pod)
    {
        _services = services;
        _writer = new PodStatusWriter(services.Client, pod);
        _folders = new PodFolders(services.Options.RootDirectory, pod.Uid());
        _startedAt = services.Time.GetUtcNow().WholeSeconds();
        _containers = Records(pod);
    }

    /// <summary>The pod as last seen. Shared, never to be mutated.</summary>
    public JsonObject Pod => _writer.Pod;

    /// <summary>Runs the pod to its end. Its status is final then, and the object gone if it was deleted.</summary>
    public async Task RunAsync()
    {
        var writing = WriteChangesAsync();
        using var deadline = Deadline();
        if (await PrepareVolumesAsync() && await InitialiseAsync())
        {
            await Task.WhenAll(Of(ContainerKind.Main).Select(container => Runner(container).RunAsync(_stopping.Token, _killing.Token)));
        }

        await StopSidecarsAsync();
        _changes.Writer.Complete();
        await writing;
        await WriteAsync(hasEnded: true);
        if (Pod.IsDeleting())
        {
            await _services.Client.DeleteAsync(Kinds.Pods, Pod.Namespace(), Pod.Name(), Pod.Uid(), null, 0, CancellationToken.None);
        }

        FolderRemoval.Remove(_folders.Pod);
    }

    /// <summary>Fails the pod because the node could not run it to its end.</summary>
    public async Task GiveUpAsync(string why)
    {
        Stop(PodEnding.NodeFailed(why), TimeSpan.Zero);
        _changes.Writer.TryComplete();
        await WriteAsync(hasEnded: true);
    }

    /// <summary>Takes note of a new version of the pod: its deletion ends it.</summary>
    public void Observe(JsonObject pod)
    {
        _writer.Observe(pod);
        if (pod.IsDeleting())
        {
            Stop(PodEnding.Deleted, TimeSpan.FromSeconds(pod["metadata"].Int("deletionGracePeriodSeconds") ?? 0));
        }
    }

    /// <summary>Ends the pod: SIGTERM now, SIGKILL after the grace period. A later call may only shorten that.</summary>
    public void Stop(PodEnding ending, TimeSpan? grace = null)
    {
        var period = grace ?? TimeSpan.FromSeconds(Pod["spec"].Int("terminationGracePeriodSeconds") ?? DefaultGraceSeconds);
        period = _services.Options.MaxGracePeriod is { } cap && cap < period ? cap : period;
        lock (_gate)
        {
            _ending ??= ending;
        }

        KillAfter(period);
        _stopping.Cancel();
    }

    /// <summary>Ends the timers. The token sources hold nothing, and a timer or a late deletion may still cancel them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _killTimers.ForEach(timer => timer.Dispose());
        }
    }

    private void KillAfter(TimeSpan period)
    {
        lock (_gate)
        {
            // Earlier timers stay: the first one that fires kills.
            _killTimers.Add(_services.Time.CreateTimer(_ => _killing.Cancel(), null, period, Timeout.InfiniteTimeSpan));
        }
    }

    private static List<ContainerRecord> Records(JsonObject pod)
    {
        var init = (pod["spec"]?["initContainers"]).Objects().ToList();
        var waiting = new ContainerState.Waiting(init.Count > 0 ? "PodInitializing" : "ContainerCreating");
        return
        [
            .. init.Select(spec => new ContainerRecord(spec, spec.String("restartPolicy") == "Always" ? ContainerKind.Sidecar : ContainerKind.Init, waiting)),
            .. (pod["spec"]?["containers"]).Objects().Select(spec => new ContainerRecord(spec, ContainerKind.Main, waiting)),
        ];
    }

    private IEnumerable<ContainerRecord> Of(ContainerKind kind) => _containers.Where(container => container.Kind == kind);

    private ContainerRunner Runner(ContainerRecord record) => new(_services, Pod, _folders, record, Changed);

    private void Changed() => _changes.Writer.TryWrite(true);

    private ITimer? Deadline() => Pod["spec"].Int("activeDeadlineSeconds") is { } seconds
        ? _services.Time.CreateTimer(_ => PassDeadline(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan)
        : null;

    private void PassDeadline()
    {
        _services.Events.Record(Pod, NodeServices.Component, "Normal", PodEnding.DeadlineExceeded.Reason!, PodEnding.DeadlineExceeded.Message!);
        Stop(PodEnding.DeadlineExceeded);
    }

    private async Task<bool> PrepareVolumesAsync()
    {
        var volumes = new PodVolumes(_services.Client, _services.Options);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await volumes.PrepareAsync(Pod, _folders, _stopping.Token);
                return true;
            }
            catch (ContainerConfigException missing)
            {
                _services.Events.Record(Pod, NodeServices.Component, "Warning", missing.Reason, missing.Message);
                Changed();
                await Task.Delay(MountRetry, _services.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return false;
            }
        }

        return false;
    }

    private async Task<bool> InitialiseAsync()
    {
        foreach (var container in _containers.Where(container => container.Kind != ContainerKind.Main))
        {
            var runner = Runner(container);
            if (container.Kind == ContainerKind.Sidecar)
            {
                var stop = new CancellationTokenSource();
                var run = runner.RunAsync(stop.Token, _killing.Token);
                _sidecars.Add((runner, stop, run));
                await ((Task)Task.WhenAny(runner.Started, run)).WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await runner.RunAsync(_stopping.Token, _killing.Token);
            }

            if (_stopping.IsCancellationRequested || !PodPhase.IsInitialised(container))
            {
                return false;
            }
        }

        return !_stopping.IsCancellationRequested;
    }

    /// <summary>Restartable init containers end last, in the reverse of the order in which they began (KEP-753).</summary>
    private async Task StopSidecarsAsync()
    {
        if (_sidecars.Count == 0)
        {
            return;
        }

        if (!_stopping.IsCancellationRequested)
        {
            var seconds = TimeSpan.FromSeconds(Pod["spec"].Int("terminationGracePeriodSeconds") ?? DefaultGraceSeconds);
            KillAfter(_services.Options.MaxGracePeriod is { } cap && cap < seconds ? cap : seconds);
        }

        foreach (var (_, stop, run) in Enumerable.Reverse(_sidecars))
        {
            await stop.CancelAsync();
            await run;
        }
    }

    private async Task WriteChangesAsync()
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync())
        {
            await WriteAsync(hasEnded: false);
        }
    }

    private Task WriteAsync(bool hasEnded)
    {
        PodEnding? ending;
        lock (_gate)
        {
            ending = _ending;
        }

        return _writer.WriteAsync(
            pod => PodStatusBuilder.Build(pod, _containers, _startedAt, ending, hasEnded, _services.Time.GetUtcNow().WholeSeconds()), CancellationToken.None);
    }
}
