using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Selectors;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using MaterialsSim.LocalCluster.Tables;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>
/// Watches. resourceVersion unset: now (with what is there as ADDED); "0": what is there, then changes; else changes after that version, 410 when they are gone.
/// Upstream: API concepts, "resource versions" and KEP-3157 (sendInitialEvents).
/// </summary>
internal sealed class WatchHandler(ObjectStore store, TableBuilder tables, TimeProvider time)
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(30);

    public async Task HandleAsync(HttpContext context, ResourceKind kind, string? @namespace, string? name, CancellationToken stopping)
    {
        var request = context.Request;
        var selection = Selection.From(request, kind, @namespace, name);
        var representation = Representations.Of(request);
        var sendInitial = request.Flag("sendInitialEvents");
        CheckInitialEvents(request);
        var version = request.Query("resourceVersion");
        var bookmarks = request.Flag("allowWatchBookmarks");
        var timeout = long.TryParse(request.Query("timeoutSeconds"), out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : LongestWatch;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var timer = time.CreateTimer(_ => ended.Cancel(), null, timeout, Timeout.InfiniteTimeSpan);

        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        var events = new EventWriter(context, kind, representation, tables);
        var position = await StartAsync(kind, selection, version, sendInitial, request.Query("sendInitialEvents") == "false", events, context.RequestAborted);
        if (position is not null)
        {
            await FollowAsync(kind, selection, position, bookmarks, events, ended.Token, context.RequestAborted);
        }
    }

    private static void CheckInitialEvents(HttpRequest request)
    {
        if (request.Query("sendInitialEvents") is null)
        {
            if (request.Query("resourceVersionMatch") is not null)
            {
                throw Failure.Invalid("meta.k8s.io", "ListOptions", "", [FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")]);
            }
        }
        else if (request.Query("resourceVersionMatch") != "NotOlderThan")
        {
            throw Failure.Invalid("meta.k8s.io", "ListOptions", "", [FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]);
        }
    }

    private async Task<Change?> StartAsync(
        ResourceKind kind, Selection selection, string? version, bool sendInitial, bool noInitial, EventWriter events, CancellationToken cancellationToken)
    {
        if (version is not null and not "0" && !sendInitial)
        {
            if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            {
                throw Failure.BadRequest($"invalid resource version: {version}");
            }

            if (store.Seek(kind.Collection, from) is { } found)
            {
                await events.FlushAsync(cancellationToken);
                return found;
            }

            events.WriteError(Failure.Expired($"too old resource version: {version} ({store.Revision})"));
            await events.FlushAsync(cancellationToken);
            return null;
        }

        var (snapshot, position) = store.ListAndSeek(kind.Collection);
        if (!noInitial)
        {
            foreach (var item in snapshot.Items.Values.Where(item => selection.Matches(item.Value)))
            {
                events.Write("ADDED", item);
            }
        }

        if (sendInitial)
        {
            events.WriteBookmark(snapshot.Revision, initialEventsEnd: true);
        }

        await events.FlushAsync(cancellationToken);
        return position;
    }

    private async Task FollowAsync(
        ResourceKind kind, Selection selection, Change position, bool bookmarks, EventWriter events, CancellationToken ended, CancellationToken aborted)
    {
        var since = time.GetTimestamp();
        while (!ended.IsCancellationRequested)
        {
            var seen = store.Look(kind.Collection, position);
            if (seen.Lost)
            {
                events.WriteError(Failure.Expired("too old resource version: the watcher fell behind the history"));
                await events.FlushAsync(aborted);
                return;
            }

            if (seen.Next is { } change)
            {
                Tell(selection, change, events);
                position = change;
                continue;
            }

            await events.FlushAsync(aborted);
            if (!await WaitAsync(seen.Signal, bookmarks, since, ended) && bookmarks)
            {
                // Idle for a minute, or about to end: say how far the client has seen.
                events.WriteBookmark(seen.Revision, initialEventsEnd: false);
                since = time.GetTimestamp();
            }
        }

        await events.FlushAsync(aborted);
    }

    /// <returns>True when something changed, false when a bookmark is due.</returns>
    private async Task<bool> WaitAsync(Task signal, bool bookmarks, long since, CancellationToken ended)
    {
        if (!bookmarks)
        {
            await signal.WaitAsync(ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        }

        var left = BookmarkEvery - time.GetElapsedTime(since);
        if (left > TimeSpan.Zero)
        {
            await signal.WaitAsync(left, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return signal.IsCompleted;
    }

    // An object that enters the selection is ADDED, one that leaves it DELETED, whatever happened to it.
    private static void Tell(Selection selection, Change change, EventWriter events)
    {
        var before = change.Previous is { } previous && selection.Matches(previous.Value);
        var now = change.Type != ChangeType.Deleted && selection.Matches(change.Current.Value);
        var gone = change.Type == ChangeType.Deleted && (before || selection.Matches(change.Current.Value));
        if (now)
        {
            events.Write(before ? "MODIFIED" : "ADDED", change.Current);
        }
        else if (before || gone)
        {
            events.Write("DELETED", change.Current);
        }
    }
}
