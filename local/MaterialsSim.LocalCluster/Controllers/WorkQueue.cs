namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>
/// Keys to work on: each at most once in the queue, never worked on by two at once, added again when it changed meanwhile; with delays, of which
/// the earliest of a key counts, and a growing delay after failures. The contract is that of client-go's workqueue.
/// </summary>
internal sealed class WorkQueue<TKey>(TimeProvider time) : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Queue<TKey> _ready = new();
    private readonly HashSet<TKey> _waiting = [];
    private readonly HashSet<TKey> _working = [];
    private readonly Dictionary<TKey, (DateTimeOffset Due, ITimer Timer)> _delayed = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly SemaphoreSlim _count = new(0);
    private bool _disposed;

    public void Add(TKey key)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (_delayed.Remove(key, out var delayed))
            {
                delayed.Timer.Dispose();
            }

            if (_waiting.Add(key) && !_working.Contains(key))
            {
                Enqueue(key);
            }
        }
    }

    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_gate)
        {
            delay = delay < LongestDelay ? delay : LongestDelay;
            var due = time.GetUtcNow() + delay;
            if (_disposed || _waiting.Contains(key) || (_delayed.TryGetValue(key, out var earlier) && earlier.Due <= due))
            {
                return;
            }

            if (_delayed.Remove(key, out var later))
            {
                later.Timer.Dispose();
            }

            _delayed[key] = (due, time.CreateTimer(_ => Add(key), null, delay, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>Adds a key that failed, later each time.</summary>
    public void AddAfterFailure(TKey key)
    {
        int failures;
        lock (_gate)
        {
            failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
        }

        var delay = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 20));
        AddAfter(key, delay < LongestRetry ? delay : LongestRetry);
    }

    /// <summary>Forgets a key's failures.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>The next key, to be given back by <see cref="Done"/>.</summary>
    public async Task<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        await _count.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var key = _ready.Dequeue();
            _waiting.Remove(key);
            _working.Add(key);
            return key;
        }
    }

    public void Done(TKey key)
    {
        lock (_gate)
        {
            _working.Remove(key);
            if (_waiting.Contains(key) && !_disposed)
            {
                Enqueue(key);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var (_, timer) in _delayed.Values)
            {
                timer.Dispose();
            }

            _delayed.Clear();
        }
    }

    private void Enqueue(TKey key)
    {
        _ready.Enqueue(key);
        _count.Release();
    }
}
