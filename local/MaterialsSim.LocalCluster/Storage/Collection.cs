using System.Collections.Immutable;

namespace MaterialsSim.LocalCluster.Storage;

/// <summary>All objects of one stored kind and the recent history of their changes. Guarded by the store's lock; snapshots are free.</summary>
internal sealed class Collection(long revision)
{
    private static readonly StoredObject Nothing = new("", [], 0, []);

    // The tail of what was dropped: its Next is the oldest change still in the window.
    private Change _beforeOldest = new(ChangeType.Added, Nothing, null, revision);
    private int _count;

    public ImmutableSortedDictionary<string, StoredObject> Items { get; private set; } =
        ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);

    /// <summary>The newest change (or the marker that starts the window).</summary>
    public Change Tail { get; private set; } = null!;

    /// <summary>Completed and replaced whenever a change is appended.</summary>
    public TaskCompletionSource Signal { get; private set; } = NewSignal();

    /// <summary>Watches may resume from this revision or later.</summary>
    public long OldestRevision => _beforeOldest.Revision;

    public void Start() => Tail = _beforeOldest;

    public void Load(IEnumerable<StoredObject> items) =>
        Items = Items.SetItems(items.Select(item => KeyValuePair.Create(item.Key, item)));

    public TaskCompletionSource Append(Change change, int window)
    {
        Items = change.Type == ChangeType.Deleted ? Items.Remove(change.Current.Key) : Items.SetItem(change.Current.Key, change.Current);
        Tail.Link(change);
        Tail = change;
        if (++_count > window)
        {
            _beforeOldest = _beforeOldest.Next!;
            _count--;
        }

        var signal = Signal;
        Signal = NewSignal();
        return signal;
    }

    /// <summary>The last change at or before a revision: its successors are what a watch from there has to tell.</summary>
    public Change Seek(long revision)
    {
        if (revision >= Tail.Revision)
        {
            return Tail;
        }

        var change = _beforeOldest;
        while (change.Next is { } next && next.Revision <= revision)
        {
            change = next;
        }

        return change;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
