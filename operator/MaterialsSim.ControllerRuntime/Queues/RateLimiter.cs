using MaterialsSim.ControllerRuntime.Timing;

namespace MaterialsSim.ControllerRuntime.Queues;

/// <summary>
/// The longer of two waits: per key, doubling from <see cref="RateLimiterOptions.Initial"/> to <see cref="RateLimiterOptions.Longest"/>, shortened at random by up
/// to a fifth; and over all keys, a token bucket (client-go util/workqueue/default_rate_limiters.go).
/// </summary>
public sealed class RateLimiter<TKey>(RateLimiterOptions options, TimeProvider time, Func<double> random) : IRateLimiter<TKey>
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, int> failures = [];
    private readonly TokenBucket bucket = new(options.PerSecond, options.Burst, time);

    /// <inheritdoc/>
    public TimeSpan Next(TKey key)
    {
        int count;
        lock (gate)
        {
            count = failures.GetValueOrDefault(key);
            failures[key] = count + 1;
        }

        // 2^62 ticks overflow nothing; the longest wait is reached long before.
        var doubled = options.Initial * Math.Pow(2, Math.Min(count, 40));
        var wait = (doubled < options.Longest ? doubled : options.Longest) * (1 - (0.2 * random()));
        var shared = bucket.Reserve();
        return wait > shared ? wait : shared;
    }

    /// <inheritdoc/>
    public void Forget(TKey key)
    {
        lock (gate)
        {
            failures.Remove(key);
        }
    }

    /// <inheritdoc/>
    public int Failures(TKey key)
    {
        lock (gate)
        {
            return failures.GetValueOrDefault(key);
        }
    }
}
