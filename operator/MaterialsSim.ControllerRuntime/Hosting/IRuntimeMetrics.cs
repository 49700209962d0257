namespace MaterialsSim.ControllerRuntime.Hosting;

/// <summary>
/// What the runtime reports about itself; every method does nothing unless overridden. Calls come from hot paths and many threads: count and return.
/// Arguments never hold object names, so they are safe as labels.
/// </summary>
public interface IRuntimeMetrics
{
    /// <summary>A request was answered (code) or failed below HTTP (code 0).</summary>
    void ApiRequest(string verb, string resource, int code, TimeSpan duration)
    {
    }

    /// <summary>A request is tried again.</summary>
    void ApiRetry(string verb, string resource, int code)
    {
    }

    /// <summary>A request waited for the client's own rate limit.</summary>
    void ApiThrottled(TimeSpan wait)
    {
    }

    /// <summary>A cache lists its kind, for the first time or again.</summary>
    void CacheListed(string cache, int objects)
    {
    }

    /// <summary>A cache's watch ended; <paramref name="reason"/> is one of a few words such as <c>end</c>, <c>expired</c>, <c>malformed</c>.</summary>
    void CacheWatchEnded(string cache, string reason)
    {
    }

    /// <summary>Keys that wait for a worker.</summary>
    void QueueDepth(string queue, int depth)
    {
    }

    /// <summary>A key was handed to a worker after waiting this long.</summary>
    void QueueLatency(string queue, TimeSpan wait)
    {
    }

    /// <summary>A key comes back after a failure.</summary>
    void QueueRetry(string queue)
    {
    }

    /// <summary>A reconcile ended; <paramref name="outcome"/> is success, requeue_after, conflict, terminal, timeout or error.</summary>
    void Reconciled(string controller, string outcome, TimeSpan duration)
    {
    }

    /// <summary>A status write was needed, or was skipped because nothing changed.</summary>
    void StatusWrite(string resource, bool changed)
    {
    }

    /// <summary>An event was dropped; <paramref name="reason"/> is full, spam or failed.</summary>
    void EventDropped(string reason)
    {
    }

    /// <summary>This process leads (or no longer does).</summary>
    void Leading(bool leading)
    {
    }
}
