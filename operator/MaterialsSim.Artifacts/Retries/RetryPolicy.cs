namespace MaterialsSim.Artifacts.Retries;

/// <summary>
/// How long a store's faults are borne: waits that double from <see cref="First"/> to <see cref="Longest"/>, each shortened at random by up to a half so
/// that a thousand pods do not come back at once, until <see cref="Total"/> has passed since the first fault of the operation.
/// </summary>
/// <param name="time">Clock and timer.</param>
/// <param name="random">Uniform in [0, 1).</param>
public sealed class RetryPolicy(TimeProvider time, Func<double> random)
{
    /// <summary>The first wait.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the first fault to giving up.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Told of each fault that is tried again: the fault and the wait.</summary>
    public Action<ArtifactStoreException, TimeSpan>? OnRetry { get; init; }

    /// <summary>Runs an operation until it succeeds. Throws <see cref="ArtifactStoreException"/> when the time is up; other exceptions pass at once.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var outage = Begin();
        while (true)
        {
            try
            {
                return await operation(cancellationToken);
            }
            catch (ArtifactStoreException fault)
            {
                await outage.WaitAsync(fault, cancellationToken);
            }
        }
    }

    /// <summary>An operation that has not failed yet.</summary>
    internal Outage Begin() => new(this);

    /// <summary>The faults of one operation in a row.</summary>
    internal sealed class Outage(RetryPolicy policy)
    {
        private long _began;
        private int _faults;

        /// <summary>Waits before the next try, or gives up.</summary>
        public async Task WaitAsync(ArtifactStoreException fault, CancellationToken cancellationToken)
        {
            if (_faults++ == 0)
            {
                _began = policy.Clock.GetTimestamp();
            }

            var left = policy.Total - policy.Clock.GetElapsedTime(_began);
            if (left <= TimeSpan.Zero)
            {
                throw new ArtifactStoreException($"{fault.Message} Tried {_faults} times in {policy.Total.TotalMinutes:0.#} minutes.", fault);
            }

            var wait = policy.Wait(_faults);
            wait = wait < left ? wait : left;
            policy.OnRetry?.Invoke(fault, wait);
            await Task.Delay(wait, policy.Clock, cancellationToken);
        }
    }

    private TimeProvider Clock => time;

    // The exponent is bounded before it overflows; the longest wait rules long before.
    private TimeSpan Wait(int faults)
    {
        var full = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(faults - 1, 30)));
        return TimeSpan.FromMilliseconds(full * (1 - (random() / 2)));
    }
}
