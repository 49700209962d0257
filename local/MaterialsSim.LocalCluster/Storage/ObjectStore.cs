using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Storage;

/// <summary>
/// The versioned store: one revision counter for all collections, compare-and-swap writes, snapshots, and a window of history per collection.
/// A write is durable in the log (when there is one) before anybody can see it.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    /// <summary>Changes per collection that a watch can resume over.</summary>
    public const int DefaultWindow = 4_096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Collection> _collections = new(StringComparer.Ordinal);
    private readonly List<ChannelWriter<StoreChange>> _followers = [];
    private readonly StoreLog? _log;
    private readonly int _window;
    private readonly long _startRevision;
    private long _revision;

    public ObjectStore(StoreLog? log = null, int window = DefaultWindow)
    {
        _log = log;
        _window = window;
        _revision = 1;
        if (log is null)
        {
            return;
        }

        var content = log.Load();
        _revision = Math.Max(1, content.Revision);
        _startRevision = _revision;
        foreach (var (name, items) in content.Collections)
        {
            Open(name).Load(items.Values);
        }
    }

    public long Revision => Volatile.Read(ref _revision);

    public StoredObject? Get(string collection, string key)
    {
        lock (_gate)
        {
            return Open(collection).Items.GetValueOrDefault(key);
        }
    }

    public Snapshot List(string collection)
    {
        lock (_gate)
        {
            return new(Open(collection).Items, _revision);
        }
    }

    public IReadOnlyList<string> Collections()
    {
        lock (_gate)
        {
            return [.. _collections.Keys];
        }
    }

    /// <summary>
    /// Replaces <paramref name="expected"/> (null: nothing there) by <paramref name="value"/> (null: delete), unless somebody was faster.
    /// The store owns <paramref name="value"/> from here on and writes its resourceVersion.
    /// </summary>
    /// <returns>The stored version (of a deletion: the last state), or null when the expectation did not hold.</returns>
    public StoredObject? TryWrite(string collection, string key, StoredObject? expected, JsonObject? value)
    {
        TaskCompletionSource signal;
        StoredObject stored;
        lock (_gate)
        {
            var target = Open(collection);
            var current = target.Items.GetValueOrDefault(key);
            if (!ReferenceEquals(current, expected) || (current is null && value is null))
            {
                return null;
            }

            var revision = _revision + 1;
            var content = value ?? current!.Value.Copy();
            content.Metadata()["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
            stored = new StoredObject(key, content, revision);
            _log?.Append(collection, stored, deleted: value is null);
            _revision = revision;
            var type = value is null ? ChangeType.Deleted : current is null ? ChangeType.Added : ChangeType.Modified;
            var change = new Change(type, stored, current, revision);
            signal = target.Append(change, _window);
            foreach (var follower in _followers)
            {
                follower.TryWrite(new(collection, change));
            }

            if (_log is { NeedsSnapshot: true })
            {
                _log.Compact(_revision, _collections.ToDictionary(pair => pair.Key, pair => pair.Value.Items));
            }
        }

        signal.TrySetResult();
        return stored;
    }

    /// <summary>Every change to any collection from now on, in order. Not bounded: followers work inside the process and faster than writers.</summary>
    public ChannelReader<StoreChange> Follow()
    {
        var channel = Channel.CreateUnbounded<StoreChange>(new() { SingleReader = true });
        lock (_gate)
        {
            _followers.Add(channel.Writer);
        }

        return channel.Reader;
    }

    /// <summary>A place to watch from, or null when the history before <paramref name="revision"/> is gone.</summary>
    public Change? Seek(string collection, long revision)
    {
        lock (_gate)
        {
            var target = Open(collection);
            return revision < target.OldestRevision ? null : target.Seek(revision);
        }
    }

    /// <summary>A consistent list together with the place to watch from.</summary>
    public (Snapshot Snapshot, Change Position) ListAndSeek(string collection)
    {
        lock (_gate)
        {
            var target = Open(collection);
            return (new(target.Items, _revision), target.Tail);
        }
    }

    public WatchPosition Look(string collection, Change position)
    {
        if (position.Next is { } next && position.Revision >= Volatile.Read(ref _revision) - _window)
        {
            return new(next, next.Revision, Task.CompletedTask, false);
        }

        lock (_gate)
        {
            var target = Open(collection);
            return new(position.Next, _revision, target.Signal.Task, position.Revision < target.OldestRevision);
        }
    }

    public void Dispose() => _log?.Dispose();

    private Collection Open(string name)
    {
        if (!_collections.TryGetValue(name, out var found))
        {
            found = new Collection(_startRevision);
            found.Start();
            _collections[name] = found;
        }

        return found;
    }
}
