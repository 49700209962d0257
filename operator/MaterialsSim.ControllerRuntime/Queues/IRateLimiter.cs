namespace MaterialsSim.ControllerRuntime.Queues;

/// <summary>How long a key that failed has to wait. Safe for many threads.</summary>
public interface IRateLimiter<TKey>
{
    /// <summary>Counts a failure of the key, and tells the wait.</summary>
    TimeSpan Next(TKey key);

    /// <summary>The key is well: its failures no longer count.</summary>
    void Forget(TKey key);

    /// <summary>Failures of the key since it was last forgotten.</summary>
    int Failures(TKey key);
}
