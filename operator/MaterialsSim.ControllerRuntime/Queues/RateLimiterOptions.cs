namespace MaterialsSim.ControllerRuntime.Queues;

/// <summary>The waits of failed keys.</summary>
public sealed record RateLimiterOptions
{
    /// <summary>The wait after a first failure.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The longest wait: a dependency that was repaired is noticed within it.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries a second over all keys, in the long run.</summary>
    public double PerSecond { get; init; } = 10;

    /// <summary>Retries at once after a quiet time.</summary>
    public int Burst { get; init; } = 100;
}
