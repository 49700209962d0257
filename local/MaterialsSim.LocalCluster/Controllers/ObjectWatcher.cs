using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using Microsoft.Extensions.Logging;

namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>
/// Lists and watches a kind and tells every change, also across a gap in the history: after a new list the objects that went meanwhile are told as
/// DELETED with their last known state. The handler only notes what it is told; it runs on the watch's own loop and must not block.
/// </summary>
internal sealed partial class ObjectWatcher(IClusterClient client, ResourceType type, Action<WatchEvent> handler, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first list has been told.</summary>
    public Task Listed => _listed.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var version = await ListAsync(cancellationToken);
                _listed.TrySetResult();
                await foreach (var change in client.WatchAsync(type, null, version, cancellationToken))
                {
                    Tell(change);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException expired) when (expired.Code == 410)
            {
                LogGap(type.Plural);
            }
            catch (ApiException refused)
            {
                LogRefused(type.Plural, refused);
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await client.ListAsync(type, null, null, cancellationToken);
        var present = list.Items.Select(item => item.Uid()).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _known.Values.Where(item => !present.Contains(item.Uid())).ToList())
        {
            Tell(new WatchEvent("DELETED", gone));
        }

        foreach (var item in list.Items)
        {
            Tell(new WatchEvent(_known.ContainsKey(item.Uid()) ? "MODIFIED" : "ADDED", item));
        }

        return list.ResourceVersion;
    }

    private void Tell(WatchEvent change)
    {
        if (change.Type == "BOOKMARK")
        {
            return;
        }

        if (change.Type == "DELETED")
        {
            _known.Remove(change.Object.Uid());
        }
        else
        {
            _known[change.Object.Uid()] = change.Object;
        }

        handler(change);
    }

    [LoggerMessage(LogLevel.Debug, "The history of {Kind} has a gap; listing anew")]
    private partial void LogGap(string kind);

    [LoggerMessage(LogLevel.Warning, "Listing or watching {Kind} was refused; trying again")]
    private partial void LogRefused(string kind, ApiException exception);
}
