namespace MaterialsSim.ControllerRuntime.Leadership;

/// <summary>
/// One term of leadership. It ends by this process's own clocks, a renew deadline after the last renewal was sent, whether or not the API can be reached; nobody
/// else leads before the lease duration has passed. Check it right before every effect outside the cluster, which no resourceVersion protects.
/// </summary>
public sealed class Term : IDisposable
{
    // A timer cannot be set further ahead than 49 days: look and set again.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private readonly TimeProvider time;
    private readonly TimeSpan deadline;
    private readonly ITimer timer;
    private (long Monotonic, DateTimeOffset Wall) renewed;

    internal Term(TimeSpan deadline, TimeProvider time, (long Monotonic, DateTimeOffset Wall) renewed)
    {
        this.deadline = deadline;
        this.time = time;
        this.renewed = renewed;
        Token = ended.Token;
        timer = time.CreateTimer(static term => ((Term)term!).EndIfOverdue(), this, Sleep(Left()), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the term ends.</summary>
    public CancellationToken Token { get; }

    /// <summary>Time left without another renewal; zero when the term has ended.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (gate)
            {
                return Token.IsCancellationRequested ? TimeSpan.Zero : Left();
            }
        }
    }

    /// <summary>Whether this process leads, judged now and not when a timer last fired: a process that was paused knows it here.</summary>
    public bool IsValid => Remaining > TimeSpan.Zero;

    /// <summary>Throws <see cref="OperationCanceledException"/> with <see cref="Token"/> when the term has ended.</summary>
    public void ThrowIfEnded()
    {
        if (!IsValid)
        {
            End();
            Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Stops the clock. The token stays as it is: the timer may be about to cancel it, and holders may still look at it.</summary>
    public void Dispose() => timer.Dispose();

    /// <summary>The moment before a request goes out: the start of the time that its success grants.</summary>
    internal static (long Monotonic, DateTimeOffset Wall) Now(TimeProvider time) => (time.GetTimestamp(), time.GetUtcNow());

    /// <summary>A renewal that was sent at <paramref name="sent"/> has succeeded. False when that came too late.</summary>
    internal bool Extend((long Monotonic, DateTimeOffset Wall) sent)
    {
        lock (gate)
        {
            if (Token.IsCancellationRequested || Left() <= TimeSpan.Zero)
            {
                return false;
            }

            renewed = sent;
            timer.Change(Sleep(Left()), Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    internal void End() => ended.Cancel();

    /// <summary>Timers count whole milliseconds and cut the rest off: round up, or they fire just before the end.</summary>
    private static TimeSpan Sleep(TimeSpan left) => left < LongestSleep ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestSleep;

    /// <summary>
    /// By the clock that ran faster: the monotonic one stands still while a machine sleeps, the wall clock may be set back.
    /// </summary>
    private TimeSpan Left()
    {
        var monotonic = time.GetElapsedTime(renewed.Monotonic);
        var wall = time.GetUtcNow() - renewed.Wall;
        var left = deadline - (monotonic > wall ? monotonic : wall);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void EndIfOverdue()
    {
        TimeSpan left;
        lock (gate)
        {
            left = Left();
            if (left > TimeSpan.Zero)
            {
                timer.Change(Sleep(left), Timeout.InfiniteTimeSpan);
            }
        }

        if (left <= TimeSpan.Zero)
        {
            End();
        }
    }
}
