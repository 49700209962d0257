using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers.Jobs;
using MaterialsSim.LocalCluster.Node;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>What runs beside the API server: the Job controllers and the node.</summary>
internal sealed class ControllerSet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly JobController _jobs;
    private readonly TtlController _ttl;
    private readonly LocalNode? _node;
    private readonly Task _running;

    private ControllerSet(IClusterClient client, LocalNode? node, EventRecorder events, TimeProvider time, ILoggerFactory loggers)
    {
        _jobs = new JobController(client, events, time, loggers.CreateLogger<JobController>());
        _ttl = new TtlController(client, time, loggers.CreateLogger<TtlController>());
        _node = node;
        _running = Task.WhenAll(events.RunAsync(_stop.Token), _jobs.RunAsync(_stop.Token), _ttl.RunAsync(_stop.Token));
    }

    /// <summary>Serves the logs of pods; null without a node.</summary>
    public IPodRuntime? Runtime => _node;

    /// <summary>Starts the controllers and, with <paramref name="node"/>, the node; returns when the node is registered.</summary>
    public static async Task<ControllerSet> StartAsync(
        IClusterClient client, NodeOptions? node, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var events = new EventRecorder(client, time, loggers.CreateLogger<EventRecorder>());
        var running = node is null ? null : await LocalNode.StartAsync(client, node, events, time, loggers.CreateLogger<LocalNode>(), cancellationToken);
        return new ControllerSet(client, running, events, time, loggers);
    }

    /// <summary>Ends the pods' processes, tells how they ended, then stops the controllers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await _stop.CancelAsync();
        await _running;
        _jobs.Dispose();
        _ttl.Dispose();
        _stop.Dispose();
    }
}
