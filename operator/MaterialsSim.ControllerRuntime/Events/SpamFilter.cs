using MaterialsSim.ControllerRuntime.Timing;

namespace MaterialsSim.ControllerRuntime.Events;

/// <summary>Keeps one noisy object from drowning the others' events: a bucket for each. For one thread.</summary>
internal sealed class SpamFilter(EventRecorderOptions options, TimeProvider time)
{
    private const int MaxObjects = 4096;

    private readonly Dictionary<(string?, string?, string?, string?), TokenBucket> buckets = [];

    public bool Admits(EventDraft draft)
    {
        if (!buckets.TryGetValue(draft.ObjectKey, out var bucket))
        {
            if (buckets.Count >= MaxObjects)
            {
                Sweep();
            }

            buckets[draft.ObjectKey] = bucket = new(1 / options.SpamInterval.TotalSeconds, options.SpamBurst, time);
        }

        return bucket.TryTake();
    }

    /// <summary>Full buckets say nothing; if none is full, forgetting all is the lesser evil.</summary>
    private void Sweep()
    {
        foreach (var key in buckets.Where(entry => entry.Value.IsFull).Select(entry => entry.Key).ToArray())
        {
            buckets.Remove(key);
        }

        if (buckets.Count >= MaxObjects)
        {
            buckets.Clear();
        }
    }
}
