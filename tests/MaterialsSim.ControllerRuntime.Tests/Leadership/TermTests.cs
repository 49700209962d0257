using MaterialsSim.ControllerRuntime.Leadership;
using MaterialsSim.ControllerRuntime.Tests.Support;
using MaterialsSim.ControllerRuntime.Timing;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Leadership;

public sealed class TermTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_term_ends_a_deadline_after_the_last_renewal_was_sent()
    {
        var time = new FakeTimeProvider();
        using var term = new Term(Deadline, time, Term.Now(time));
        time.Advance(TimeSpan.FromSeconds(6));
        var sent = Term.Now(time);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(term.Extend(sent));
        Assert.Equal(7, term.Remaining.TotalSeconds);
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.True(term.Token.IsCancellationRequested);
        Assert.False(term.IsValid);
        Assert.False(term.Extend(Term.Now(time)));
    }

    [Fact]
    public void An_answer_that_comes_after_the_end_renews_nothing()
    {
        var time = new StoppableTime();
        using var term = new Term(Deadline, time, Term.Now(time));
        time.Pass(TimeSpan.FromSeconds(11));
        Assert.False(term.Extend(Term.Now(time)));
    }

    [Fact]
    public void The_end_is_known_even_when_no_timer_has_fired()
    {
        var time = new StoppableTime();
        using var term = new Term(Deadline, time, Term.Now(time));
        term.ThrowIfEnded();
        time.Pass(TimeSpan.FromSeconds(10));
        Assert.False(term.Token.IsCancellationRequested);
        Assert.Throws<OperationCanceledException>(term.ThrowIfEnded);
        Assert.True(term.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, 11, false)]
    [InlineData(11, 0, false)]
    [InlineData(5, -3600, true)]
    public void A_machine_that_slept_or_a_clock_that_was_set_back_lengthens_no_term(double monotonic, double wall, bool valid)
    {
        var time = new StoppableTime();
        using var term = new Term(Deadline, time, Term.Now(time));
        time.Monotonic += TimeSpan.FromSeconds(monotonic);
        time.Wall += TimeSpan.FromSeconds(wall);
        Assert.Equal(valid, term.IsValid);
    }

    [Fact]
    public async Task The_term_of_a_sole_process_outlasts_any_sleep_and_ends_with_its_work()
    {
        var time = new FakeTimeProvider();
        var metrics = new RecordingMetrics();
        Term? kept = null;
        await new SoleElector(time, metrics).RunAsync(
            term =>
            {
                kept = term;
                time.Advance(TimeSpan.FromDays(400));
                Assert.True(term.IsValid);
                return Task.CompletedTask;
            },
            Patience.Token);
        Assert.False(kept!.IsValid);
        Assert.Equal(["leading True", "leading False"], metrics.Lines);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000001Z")]
    [InlineData("2026-01-01T00:00:00.0000001Z", "2026-01-01T00:00:00.000001Z")]
    [InlineData("2026-01-01T01:00:00.1234567+01:00", "2026-01-01T00:00:00.123456Z")]
    public void A_micro_time_is_never_a_whole_second(string from, string to) =>
        Assert.Equal(DateTime.Parse(to).ToUniversalTime(), MicroTime.From(DateTimeOffset.Parse(from)));

    /// <summary>Clocks that are set by hand, and timers that never fire.</summary>
    private sealed class StoppableTime : TimeProvider
    {
        public TimeSpan Monotonic { get; set; } = TimeSpan.FromDays(1);

        public DateTimeOffset Wall { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Monotonic.Ticks;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        public void Pass(TimeSpan time)
        {
            Monotonic += time;
            Wall += time;
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
