namespace MaterialsSim.LocalCluster.Storage;

/// <summary>
/// A change and the way to the next one. Watchers walk this list at their own pace, so nothing is copied per watcher and nobody waits for a slow one.
/// </summary>
internal sealed class Change(ChangeType type, StoredObject current, StoredObject? previous, long revision)
{
    private volatile Change? _next;

    public ChangeType Type { get; } = type;

    /// <summary>The object after the change; for a deletion the last state under the deletion's resourceVersion.</summary>
    public StoredObject Current { get; } = current;

    /// <summary>The object before the change: selectors need it to tell who leaves a watch's selection.</summary>
    public StoredObject? Previous { get; } = previous;

    public long Revision { get; } = revision;

    public Change? Next => _next;

    public void Link(Change next) => _next = next;
}
