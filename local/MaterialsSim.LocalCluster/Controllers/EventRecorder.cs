using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>
/// Writes events in the background: repeated ones raise the count of the first, a flood about one object is cut (25 of a reason, then one in five
/// minutes: client-go tools/record/events_cache.go, here per reason, so that the last words of a Job are never lost among its pods), a full queue
/// drops, and of all events written the newest are kept.
/// </summary>
internal sealed partial class EventRecorder(IClusterClient client, TimeProvider time, ILogger logger)
{
    private const int QueueLength = 1000;
    private const int KeptEvents = 5000;
    private const int Burst = 25;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly Channel<PendingEvent> _queue = Channel.CreateBounded<PendingEvent>(
        new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Dictionary<PendingEvent, string> _names = [];
    private readonly Dictionary<(string Uid, string Reason), (int Count, DateTimeOffset Last)> _spent = [];
    private readonly Queue<PendingEvent> _written = new();
    private long _sequence;

    /// <summary>Notes an event about an object; never blocks, never fails.</summary>
    /// <param name="involved">The object, of which kind, name, namespace and uid are read.</param>
    /// <param name="component">Who says it, such as <c>job-controller</c>.</param>
    /// <param name="type">Normal or Warning.</param>
    /// <param name="reason">Why, for machines.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="fieldPath">Part of the object, such as <c>spec.containers{main}</c>.</param>
    public void Record(JsonObject involved, string component, string type, string reason, string message, string? fieldPath = null) =>
        _queue.Writer.TryWrite(new PendingEvent(
            involved.String("apiVersion") ?? "v1", involved.String("kind") ?? "", involved.Namespace(), involved.Name(), involved.Uid(),
            component, type, reason, message, fieldPath));

    /// <summary>Writes events until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var pending in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                if (MayWrite(pending))
                {
                    await WriteAsync(pending, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster stops: events that are still queued are not worth waiting for.
        }
    }

    private bool MayWrite(PendingEvent pending)
    {
        var key = (pending.Uid, pending.Reason);
        var now = time.GetUtcNow();
        var (count, last) = _spent.GetValueOrDefault(key);
        count -= count == 0 ? 0 : (int)Math.Min(count, (now - last) / Refill);
        if (count >= Burst)
        {
            return false;
        }

        if (_spent.Count > KeptEvents)
        {
            _spent.Clear();
        }

        _spent[key] = (count + 1, now);
        return true;
    }

    private async Task WriteAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        try
        {
            if (_names.TryGetValue(pending, out var name)
                && await client.GetAsync(Kinds.Events, pending.HomeNamespace, name, cancellationToken) is { } earlier)
            {
                earlier["count"] = (earlier.Int("count") ?? 1) + 1;
                earlier["lastTimestamp"] = time.GetUtcNow().ToWire();
                await client.UpdateAsync(Kinds.Events, earlier, null, cancellationToken);
                return;
            }

            name = string.Create(CultureInfo.InvariantCulture, $"{pending.Name}.{time.GetUtcNow().UtcTicks:x}{_sequence++ % 0x1000:x3}");
            await client.CreateAsync(Kinds.Events, pending.ToJson(name, time.GetUtcNow()), cancellationToken);
            _names[pending] = name;
            _written.Enqueue(pending);
            if (_written.Count > KeptEvents && _names.Remove(_written.Dequeue(), out var oldest))
            {
                await client.DeleteAsync(Kinds.Events, pending.HomeNamespace, oldest, null, null, null, cancellationToken);
            }
        }
        catch (ApiException refused)
        {
            // Events are for people; a refused one (its namespace is ending, say) changes nothing.
            LogRefused(pending.Reason, pending.Kind, pending.Name, refused);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The event {Reason} about {Kind} {Name} was refused")]
    private partial void LogRefused(string reason, string kind, string name, ApiException exception);
}
