using MaterialsSim.ControllerRuntime.Hosting;

namespace MaterialsSim.ControllerRuntime.Queues;

/// <summary>
/// Keys that need work. A key waits at most once however often it is added; one that is added while a worker has it comes again when the worker is done, never to
/// two workers at a time; one that is added with a delay comes at the earliest of its times. After client-go's util/workqueue (queue.go, delaying_queue.go).
/// Safe for many threads.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    // A timer cannot be set further ahead than 49 days: wake, look, set again.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly Queue<TKey> ready = new();
    private readonly SemaphoreSlim available = new(0);
    private readonly Dictionary<TKey, long> dirty = [];
    private readonly Dictionary<TKey, long> processing = [];
    private readonly DelayHeap<TKey> delayed = new();
    private readonly IRateLimiter<TKey> limiter;
    private readonly TimeProvider time;
    private readonly IRuntimeMetrics metrics;
    private readonly ITimer timer;
    private readonly int capacity;
    private long tickets;
    private bool closed;

    /// <summary>An empty queue that holds at most <paramref name="capacity"/> keys.</summary>
    public WorkQueue(string name, IRateLimiter<TKey> limiter, TimeProvider time, IRuntimeMetrics? metrics = null, int capacity = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Name = name;
        this.limiter = limiter;
        this.time = time;
        this.metrics = metrics ?? NoMetrics.Instance;
        this.capacity = capacity;
        timer = time.CreateTimer(static queue => ((WorkQueue<TKey>)queue!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>For metrics and messages.</summary>
    public string Name { get; }

    /// <summary>Keys that wait for a worker, delayed ones left out.</summary>
    public int Depth
    {
        get
        {
            lock (gate)
            {
                return ready.Count;
            }
        }
    }

    /// <summary>Keys that wait for their time.</summary>
    public int Delayed
    {
        get
        {
            lock (gate)
            {
                return delayed.Count;
            }
        }
    }

    /// <summary>Queues a key. After <see cref="Close"/> nothing happens: whoever comes next lists anew. Throws <see cref="InvalidOperationException"/> when full.</summary>
    public void Add(TKey key)
    {
        lock (gate)
        {
            ThrowIfFullLocked(dirty.Count);
            AddLocked(key);
        }
    }

    /// <summary>Queues a key after a delay; of several, the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        lock (gate)
        {
            ThrowIfFullLocked(delay <= TimeSpan.Zero ? dirty.Count : delayed.Count);
            if (delay <= TimeSpan.Zero)
            {
                AddLocked(key);
            }
            else if (!closed)
            {
                delayed.Add(key, time.GetTimestamp() + (long)(delay.Ticks * ((double)time.TimestampFrequency / TimeSpan.TicksPerSecond)));
                SetTimerLocked();
            }
        }
    }

    /// <summary>Queues a key that failed, after the wait that its failures call for.</summary>
    public void AddRateLimited(TKey key)
    {
        metrics.QueueRetry(Name);
        AddAfter(key, limiter.Next(key));
    }

    /// <summary>The key is well: its next failure waits the shortest time again.</summary>
    public void Forget(TKey key) => limiter.Forget(key);

    /// <summary>Failures of the key since it was last forgotten.</summary>
    public int NumRequeues(TKey key) => limiter.Failures(key);

    /// <summary>The next key, as soon as there is one; null when the queue is closed.</summary>
    public async ValueTask<WorkLease<TKey>?> GetAsync(CancellationToken cancellationToken)
    {
        // One count for each ready key. A worker that was cancelled while it was handed the count passes it on.
        await available.WaitAsync(cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            available.Release();
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (gate)
        {
            if (closed)
            {
                available.Release();
                return null;
            }

            return TakeLocked(ready.Dequeue());
        }
    }

    /// <summary>Takes nothing in and hands nothing out any more. Keys that still wait are dropped; those in work may finish.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (!closed)
            {
                closed = true;
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

                // Each worker that this wakes passes it on to the next.
                available.Release();
            }
        }
    }

    /// <summary>Closes the queue.</summary>
    public void Dispose()
    {
        Close();
        timer.Dispose();
        available.Dispose();
    }

    internal void Done(TKey key, long ticket)
    {
        lock (gate)
        {
            // Another ticket: this lease was disposed before, and the key is in other hands now.
            if (processing.TryGetValue(key, out var current) && current == ticket)
            {
                processing.Remove(key);
                if (dirty.ContainsKey(key))
                {
                    MakeReadyLocked(key);
                }
            }
        }
    }

    private void AddLocked(TKey key)
    {
        if (closed || dirty.ContainsKey(key))
        {
            return;
        }

        dirty[key] = time.GetTimestamp();
        if (!processing.ContainsKey(key))
        {
            MakeReadyLocked(key);
        }
    }

    private WorkLease<TKey> TakeLocked(TKey key)
    {
        dirty.Remove(key, out var since);
        processing[key] = ++tickets;
        metrics.QueueDepth(Name, ready.Count);
        metrics.QueueLatency(Name, time.GetElapsedTime(since));
        return new(this, key, tickets);
    }

    private void MakeReadyLocked(TKey key)
    {
        ready.Enqueue(key);
        metrics.QueueDepth(Name, ready.Count);
        available.Release();
    }

    private void Wake()
    {
        lock (gate)
        {
            if (!closed)
            {
                while (delayed.TryTake(time.GetTimestamp(), out var key))
                {
                    AddLocked(key);
                }

                SetTimerLocked();
            }
        }
    }

    private void SetTimerLocked()
    {
        if (delayed.FirstDue is { } due)
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), due);

            // Timers count whole milliseconds and cut the rest off: round up, or they fire just before the time.
            var sleep = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, left.TotalMilliseconds)));
            timer.Change(sleep < LongestSleep ? sleep : LongestSleep, Timeout.InfiniteTimeSpan);
        }
    }

    private void ThrowIfFullLocked(int count)
    {
        if (count >= capacity)
        {
            throw new InvalidOperationException($"the queue {Name} holds {capacity} keys, its limit; raise it, or narrow what is watched");
        }
    }
}
