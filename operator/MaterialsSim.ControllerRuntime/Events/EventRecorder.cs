using System.Text;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>
/// Records events (events.k8s.io/v1) without holding anybody up: a bounded queue, one writer (<see cref="RunAsync"/>). What does not fit, what one object sends
/// too much of, and what the server refuses is dropped and counted.
/// </summary>
public sealed class EventRecorder : IEventRecorder
{
    private const int MaxNoteBytes = 1024;

    private readonly EventWriter writer;
    private readonly EventRecorderOptions options;
    private readonly TimeProvider time;
    private readonly IRuntimeMetrics metrics;
    private readonly Channel<EventDraft> drafts;

    /// <summary>A recorder; nothing is written before <see cref="RunAsync"/>.</summary>
    public EventRecorder(KubernetesApi api, EventRecorderOptions options, ILogger<EventRecorder> logger, TimeProvider time, IRuntimeMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.time = time;
        this.metrics = metrics ?? NoMetrics.Instance;
        drafts = Channel.CreateBounded<EventDraft>(options.Capacity);
        writer = new(api.Resource<Eventsv1Event>(), options, logger, time, this.metrics);
    }

    /// <inheritdoc/>
    public void Record(IKubernetesObject<V1ObjectMeta> regarding, EventKind kind, string reason, string action, string note)
    {
        ArgumentNullException.ThrowIfNull(regarding);
        var reference = new V1ObjectReference
        {
            ApiVersion = regarding.ApiVersion ?? ResourceType.Of(regarding.GetType()).ApiVersion,
            Kind = regarding.Kind ?? ResourceType.Of(regarding.GetType()).Kind,
            NamespaceProperty = regarding.Metadata.NamespaceProperty,
            Name = regarding.Metadata.Name,
            Uid = regarding.Metadata.Uid,
            ResourceVersion = regarding.Metadata.ResourceVersion,
        };
        if (!drafts.Writer.TryWrite(new(reference, kind, reason, action, Cut(note), time.GetUtcNow())))
        {
            metrics.EventDropped("full");
        }
    }

    /// <summary>Writes events until cancelled, then for at most 5 s what is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.SeriesRefresh, time);
        var tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        var more = drafts.Reader.WaitToReadAsync(cancellationToken).AsTask();
        try
        {
            while (true)
            {
                await Task.WhenAny(more, tick);
                cancellationToken.ThrowIfCancellationRequested();
                if (tick.IsCompleted)
                {
                    tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
                    await writer.RefreshAsync(all: false, cancellationToken);
                }

                if (more.IsCompleted)
                {
                    while (drafts.Reader.TryRead(out var draft))
                    {
                        await writer.WriteAsync(draft, cancellationToken);
                    }

                    more = drafts.Reader.WaitToReadAsync(cancellationToken).AsTask();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await FlushAsync();
        }
    }

    private static string Cut(string note)
    {
        if (Encoding.UTF8.GetByteCount(note) <= MaxNoteBytes)
        {
            return note;
        }

        var bytes = new byte[MaxNoteBytes - 3];
        Encoding.UTF8.GetEncoder().Convert(note, bytes, flush: true, out var characters, out _, out _);
        return note[..characters] + "…";
    }

    private async Task FlushAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        try
        {
            while (drafts.Reader.TryRead(out var draft))
            {
                await writer.WriteAsync(draft, limit.Token);
            }

            await writer.RefreshAsync(all: true, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            metrics.EventDropped("failed");
        }
    }
}
