namespace MaterialsSim.ControllerRuntime.Timing;

/// <summary>
/// Growing waits between the failures of one loop: doubling from <paramref name="initial"/> to <paramref name="longest"/>, each stretched by up to its own
/// length so that many clients spread out, and starting over after <paramref name="calm"/> without a failure (client-go tools/cache/reflector.go: 0.8 s, 30 s, 2 min).
/// For one thread.
/// </summary>
public sealed class Backoff(TimeSpan initial, TimeSpan longest, TimeSpan calm, TimeProvider time, Func<double> random)
{
    private TimeSpan next;
    private long lastFailure;

    /// <summary>The time to wait after a failure now.</summary>
    public TimeSpan Next()
    {
        var now = time.GetTimestamp();
        if (next == TimeSpan.Zero || time.GetElapsedTime(lastFailure, now) >= calm)
        {
            next = initial;
        }

        lastFailure = now;
        var wait = next * (1 + random());
        next = Shorter(next * 2);
        return Shorter(wait);
    }

    private TimeSpan Shorter(TimeSpan wait) => wait < longest ? wait : longest;
}
