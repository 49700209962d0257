namespace MaterialsSim.ControllerRuntime.Timing;

/// <summary>A rate limit that never refuses: it tells how long to wait. Safe for many threads.</summary>
public sealed class TokenBucket
{
    private readonly Lock gate = new();
    private readonly double rate;
    private readonly double burst;
    private readonly TimeProvider time;
    private double tokens;
    private long updated;

    /// <summary>A full bucket of <paramref name="burst"/> tokens that gains <paramref name="rate"/> a second.</summary>
    public TokenBucket(double rate, int burst, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        ArgumentNullException.ThrowIfNull(time);
        this.rate = rate;
        this.burst = burst;
        this.time = time;
        tokens = burst;
        updated = time.GetTimestamp();
    }

    /// <summary>Takes a token, perhaps one that is still to come: the time until it is there.</summary>
    public TimeSpan Reserve()
    {
        lock (gate)
        {
            RefillLocked();
            tokens--;
            return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / rate);
        }
    }

    /// <summary>Takes a token if one is there now.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            RefillLocked();
            if (tokens < 1)
            {
                return false;
            }

            tokens--;
            return true;
        }
    }

    /// <summary>Nothing was taken for so long that the bucket is as good as new.</summary>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                RefillLocked();
                return tokens >= burst;
            }
        }
    }

    private void RefillLocked()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(burst, tokens + (time.GetElapsedTime(updated, now).TotalSeconds * rate));
        updated = now;
    }
}
