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
            var now = time.GetTimestamp();
            tokens = Math.Min(burst, tokens + (time.GetElapsedTime(updated, now).TotalSeconds * rate)) - 1;
            updated = now;
            return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / rate);
        }
    }
}
