using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.Agent.Tests;

/// <summary>A clock on which every wait is over at once, and is remembered.</summary>
internal sealed class AutoAdvancingTime : TimeProvider
{
    private readonly FakeTimeProvider _time = new();

    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            Waits.Add(dueTime);
            // Not inside the creation: the caller has yet to keep the timer.
            ThreadPool.QueueUserWorkItem(_ => _time.Advance(dueTime));
        }

        return timer;
    }
}
