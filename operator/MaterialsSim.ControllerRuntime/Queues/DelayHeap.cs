namespace MaterialsSim.ControllerRuntime.Queues;

/// <summary>Keys that become due later, each once, at the earliest time asked for. Not safe for threads.</summary>
internal sealed class DelayHeap<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, long> due = [];
    private readonly PriorityQueue<TKey, long> heap = new();

    public int Count => due.Count;

    /// <summary>When the first key is due; null when there is none.</summary>
    public long? FirstDue
    {
        get
        {
            DropSuperseded();
            return heap.TryPeek(out _, out var at) ? at : null;
        }
    }

    public void Add(TKey key, long at)
    {
        if (due.TryGetValue(key, out var earlier) && earlier <= at)
        {
            return;
        }

        due[key] = at;
        heap.Enqueue(key, at);

        // A key that is brought forward leaves its old entry in the heap; rebuild before those outnumber the keys.
        if (heap.Count > (2 * due.Count) + 64)
        {
            heap.Clear();
            heap.EnqueueRange(due.Select(entry => (entry.Key, entry.Value)));
        }
    }

    public bool TryTake(long now, out TKey key)
    {
        if (FirstDue <= now)
        {
            key = heap.Dequeue();
            due.Remove(key);
            return true;
        }

        key = default!;
        return false;
    }

    private void DropSuperseded()
    {
        while (heap.TryPeek(out var key, out var at) && !(due.TryGetValue(key, out var current) && current == at))
        {
            heap.Dequeue();
        }
    }
}
