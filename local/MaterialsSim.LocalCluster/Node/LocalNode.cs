using System.Text.Json.Nodes;
using System.Threading.Channels;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Node.Pods;
using MaterialsSim.LocalCluster.Node.Processes;
using MaterialsSim.LocalCluster.Objects;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Node;

/// <summary>
/// The cluster's node: a small scheduler and a kubelet whose containers are processes of this machine. One loop takes all changes, so that nothing
/// here needs a lock; the pods run beside it.
/// </summary>
internal sealed partial class LocalNode : IPodRuntime, IAsyncDisposable
{
    private const string SchedulerComponent = "default-scheduler";

    private readonly NodeServices _services;
    private readonly ILogger _logger;
    private readonly PodScheduler _scheduler;
    private readonly ObjectWatcher _watcher;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<NodeMessage> _messages = Channel.CreateUnbounded<NodeMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, (PodWorker Worker, Task Run)> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _pending = new(StringComparer.Ordinal);

    // Pods that have run here and still exist: the watch may yet tell versions of them from before their end.
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _goneWhileRunning = new(StringComparer.Ordinal);
    private readonly Task _running;

    private LocalNode(NodeServices services, ILogger logger)
    {
        _services = services;
        _logger = logger;
        _scheduler = new PodScheduler(services.Options, NodeObject.Labels(services.Options));
        _watcher = new ObjectWatcher(
            services.Client, Kinds.Pods, change => _messages.Writer.TryWrite(new NodeMessage(change.Type, change.Object)), services.Time, logger);
        _running = Task.WhenAll(_watcher.RunAsync(_stop.Token), WorkAsync());
    }

    /// <summary>Cleans up after an earlier life, registers the node and begins to run pods.</summary>
    public static async Task<LocalNode> StartAsync(
        IClusterClient client, NodeOptions options, EventRecorder events, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var pods = Path.Combine(options.RootDirectory, "pods");
        Directory.CreateDirectory(options.RootDirectory);
        LeftoverProcesses.KillAll(pods);
        FolderRemoval.Remove(pods);
        var capacity = new PodResources((decimal)options.Cpu, options.Memory);
        var services = new NodeServices(
            client, options, new ProcessTable(options.RootDirectory), new ImageCatalog(options.ImageFolders), new ContainerPlanner(options, capacity),
            new LogStore(Path.GetFullPath(options.RootDirectory), options.MaxLogBytes), events, time);
        await NodeRegistration.RegisterAsync(services, cancellationToken);
        return new LocalNode(services, logger);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenLogAsync(string podUid, string container, bool previous, bool follow, CancellationToken cancellationToken) =>
        Task.FromResult(_services.Logs.Open(podUid, container, previous, follow));

    /// <summary>Ends all pods as a machine does that shuts down, and waits until their status says so.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _messages.Writer.Complete();
        await _running;
        foreach (var (worker, _) in _workers.Values)
        {
            worker.Stop(PodEnding.NodeShutdown);
        }

        await Task.WhenAll(_workers.Values.Select(pod => pod.Run));
        foreach (var (worker, _) in _workers.Values)
        {
            worker.Dispose();
        }

        _services.Processes.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var message in _messages.Reader.ReadAllAsync())
        {
            if (_stop.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                await HandleAsync(message);
            }
            catch (ApiException refused)
            {
                LogRefused(message.Pod.Namespace(), message.Pod.Name(), refused);
            }
        }
    }

    private async Task HandleAsync(NodeMessage message)
    {
        var uid = message.Pod.Uid();
        if (message.Type == NodeMessage.Ended)
        {
            _workers.Remove(uid, out var ended);
            ended.Worker.Dispose();
            _scheduler.Free(uid);
            if (!_goneWhileRunning.Remove(uid))
            {
                _done.Add(uid);
            }

            await PlacePendingAsync();
        }
        else if (message.Type == "DELETED")
        {
            _pending.Remove(uid);
            _done.Remove(uid);
            if (_workers.TryGetValue(uid, out var running))
            {
                // Deleted by force: nobody waits for its end any more.
                running.Worker.Stop(PodEnding.Deleted, TimeSpan.Zero);
                _goneWhileRunning.Add(uid);
            }

            _services.Logs.Remove(uid);
        }
        else if (_workers.TryGetValue(uid, out var running))
        {
            running.Worker.Observe(message.Pod);
        }
        else
        {
            await TakeAsync(message.Pod);
        }
    }

    /// <summary>A pod that does not run here: to be placed, to be run, or done with.</summary>
    private async Task TakeAsync(JsonObject pod)
    {
        if (pod["status"].String("phase") is "Succeeded" or "Failed")
        {
            if (pod.IsDeleting() && pod["metadata"].Int("deletionGracePeriodSeconds") > 0 && pod["spec"].String("nodeName") == _services.Options.Name)
            {
                await _services.Client.DeleteAsync(Kinds.Pods, pod.Namespace(), pod.Name(), pod.Uid(), null, 0, CancellationToken.None);
            }
        }
        else if (pod["spec"].String("nodeName") is { Length: > 0 } node)
        {
            if (node == _services.Options.Name && !_done.Contains(pod.Uid()))
            {
                _scheduler.Place(pod);
                Run(pod);
            }
        }
        else if (!pod.IsDeleting())
        {
            _pending[pod.Uid()] = pod;
            await PlaceAsync(pod);
        }
    }

    private async Task PlacePendingAsync()
    {
        foreach (var pod in _pending.Values.ToList())
        {
            await PlaceAsync(pod);
        }
    }

    private async Task PlaceAsync(JsonObject pod)
    {
        if (_scheduler.TryPlace(pod) is { } why)
        {
            await TellUnplacedAsync(pod, why);
            return;
        }

        _pending.Remove(pod.Uid());
        var placed = pod.Copy();
        placed["spec"]!["nodeName"] = _services.Options.Name;
        try
        {
            placed = await _services.Client.UpdateAsync(Kinds.Pods, placed, null, CancellationToken.None);
        }
        catch (ApiException gone) when (gone.Code is 404 or 409)
        {
            // Deleted or changed meanwhile: the watch tells what it is now.
            _scheduler.Free(pod.Uid());
            return;
        }

        LogPlaced(pod.Namespace(), pod.Name());
        _services.Events.Record(pod, SchedulerComponent, "Normal", "Scheduled", $"Successfully assigned {pod.Namespace()}/{pod.Name()} to {_services.Options.Name}");
        Run(placed);
    }

    private void Run(JsonObject pod)
    {
        var worker = new PodWorker(_services, pod);
        _workers[pod.Uid()] = (worker, Task.Run(async () =>
        {
            try
            {
                await worker.RunAsync();
            }
            catch (Exception unexpected)
            {
                // A full disk, say. The pod must not hang for ever, and a Job may try another.
                LogCrashed(pod.Namespace(), pod.Name(), unexpected);
                await worker.GiveUpAsync(unexpected.Message);
            }
            finally
            {
                _messages.Writer.TryWrite(new NodeMessage(NodeMessage.Ended, pod));
            }
        }));
        if (pod.IsDeleting())
        {
            worker.Observe(pod);
        }
    }

    private async Task TellUnplacedAsync(JsonObject pod, string why)
    {
        var known = pod["status"]?["conditions"].Objects().FirstOrDefault(condition => condition.String("type") == "PodScheduled");
        if (known.String("message") == why)
        {
            return;
        }

        _services.Events.Record(pod, SchedulerComponent, "Warning", "FailedScheduling", why);
        var writer = new PodStatusWriter(_services.Client, pod);
        await writer.WriteAsync(current => Unplaced(current, why), CancellationToken.None);
        if (_pending.ContainsKey(pod.Uid()))
        {
            _pending[pod.Uid()] = writer.Pod;
        }
    }

    private JsonObject Unplaced(JsonObject pod, string why)
    {
        var status = pod["status"] is JsonObject old ? old.Copy() : new JsonObject { ["phase"] = "Pending" };
        status["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "False",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = _services.Time.GetUtcNow().ToWire(),
            ["reason"] = "Unschedulable",
            ["message"] = why,
        });
        return status;
    }

    [LoggerMessage(LogLevel.Error, "Pod {Namespace}/{Name} could not be run to its end")]
    private partial void LogCrashed(string @namespace, string name, Exception exception);

    [LoggerMessage(LogLevel.Debug, "Pod {Namespace}/{Name} starts")]
    private partial void LogPlaced(string @namespace, string name);

    [LoggerMessage(LogLevel.Warning, "Pod {Namespace}/{Name}: the API server refused a write of the node")]
    private partial void LogRefused(string @namespace, string name, ApiException exception);
}
