using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Timing;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>Turns drafts into events and series of events at the server. For one thread.</summary>
internal sealed class EventWriter(
    ResourceClient<Eventsv1Event> client, EventRecorderOptions options, ILogger logger, TimeProvider time, IRuntimeMetrics metrics)
{
    private const int MaxSeries = 4096;
    private const int MaxTries = 5;

    private readonly Dictionary<object, EventSeries> series = [];
    private readonly SpamFilter spam = new(options, time);
    private long lastTicks;

    public async Task WriteAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        var key = draft.SeriesKey;
        if (series.TryGetValue(key, out var running) && time.GetElapsedTime(running.Seen) < options.SeriesEnd)
        {
            running.Repeat(draft.At, time.GetTimestamp());
            if (running.Written is null)
            {
                // The first repetition is news; later ones wait for the next refresh.
                await WriteCountAsync(key, running, cancellationToken);
            }

            return;
        }

        if (!spam.Admits(draft))
        {
            metrics.EventDropped("spam");
            return;
        }

        var first = ToEvent(draft);
        if (await TryAsync(token => client.CreateAsync(first.Metadata.NamespaceProperty, first, token), cancellationToken) && series.Count < MaxSeries)
        {
            series[key] = new(first, time.GetTimestamp());
        }
    }

    /// <summary>Writes the counts that are behind, and forgets the series that are over.</summary>
    public async Task RefreshAsync(bool all, CancellationToken cancellationToken)
    {
        foreach (var (key, running) in series.ToArray())
        {
            var over = time.GetElapsedTime(running.Seen) >= options.SeriesEnd;
            var due = all || over || running.Written is not { } written || time.GetElapsedTime(written) >= options.SeriesRefresh;
            if (running.IsDirty && due)
            {
                await WriteCountAsync(key, running, cancellationToken);
            }

            if (over)
            {
                series.Remove(key);
            }
        }
    }

    private async Task WriteCountAsync(object key, EventSeries running, CancellationToken cancellationToken)
    {
        var patch = Patch.Merge(new JsonObject
        {
            ["series"] = new JsonObject { ["count"] = running.Count, ["lastObservedTime"] = $"{running.LastObserved:yyyy-MM-ddTHH:mm:ss.ffffffZ}" },
        });
        var metadata = running.First.Metadata;
        if (await TryAsync(token => client.PatchAsync(metadata.NamespaceProperty, metadata.Name, patch, token), cancellationToken))
        {
            running.MarkWritten(time.GetTimestamp());
        }
        else
        {
            // Probably expired at the server (events live an hour there): the next one starts anew.
            series.Remove(key);
        }
    }

    private Eventsv1Event ToEvent(EventDraft draft)
    {
        // client-go's form of name; ticks are made to grow so that two events of one moment differ.
        lastTicks = Math.Max(lastTicks + 1, draft.At.UtcTicks);
        var name = draft.Regarding.Name;
        return new()
        {
            ApiVersion = "events.k8s.io/v1",
            Kind = "Event",
            Metadata = new()
            {
                Name = $"{name[..Math.Min(name.Length, 230)].TrimEnd('.', '-')}.{lastTicks:x}",
                NamespaceProperty = draft.Regarding.NamespaceProperty ?? "default",
            },
            EventTime = MicroTime.From(draft.At),
            ReportingController = options.Controller,
            ReportingInstance = options.Instance[..Math.Min(options.Instance.Length, 128)],
            Action = draft.Action,
            Reason = draft.Reason,
            Regarding = draft.Regarding,
            Note = draft.Note,
            Type = draft.Kind.ToString(),
        };
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await write(cancellationToken);
                return true;
            }
            catch (KubernetesApiException e) when (e.IsAlreadyExists)
            {
                // Our own, from a try whose answer got lost: names do not repeat.
                return true;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or KubernetesApiException { Code: >= 500 } && attempt < MaxTries)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or KubernetesApiException)
            {
                metrics.EventDropped("failed");
                EventLog.Dropped(logger, e.Message);
                return false;
            }
        }
    }
}
