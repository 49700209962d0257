using MaterialsSim.Cli.Progress;

namespace MaterialsSim.Cli.Tests.Progress;

public sealed class PaceTests
{
    private readonly Pace _pace = new();

    [Fact]
    public void Nothing_is_said_before_something_ended()
    {
        Add(0, 0);
        Add(5, 0);

        Assert.Equal((null, null), (_pace.PerSecond, _pace.Left));
    }

    [Fact]
    public void The_time_left_follows_from_the_pace()
    {
        Add(0, 0);
        Add(10, 20);

        Assert.Equal((2.0, TimeSpan.FromSeconds(40)), (_pace.PerSecond, _pace.Left));
    }

    [Fact]
    public void What_was_done_before_the_command_looked_does_not_count()
    {
        Add(0, 90);
        Add(10, 95);

        Assert.Equal((0.5, TimeSpan.FromSeconds(10)), (_pace.PerSecond, _pace.Left));
    }

    [Fact]
    public void Only_the_last_minute_counts()
    {
        Add(0, 0);
        for (var second = 10; second <= 120; second += 10)
        {
            Add(second, second <= 60 ? 60 : 60 + ((second - 60) / 10));
        }

        Assert.Equal(0.1, _pace.PerSecond!.Value, 0.001);
    }

    [Fact]
    public void A_new_run_is_measured_anew()
    {
        Add(0, 0);
        Add(10, 100);
        _pace.Add(new Sample(TimeSpan.FromSeconds(11), 2, 0, 100));
        _pace.Add(new Sample(TimeSpan.FromSeconds(13), 2, 2, 100));

        Assert.Equal(1.0, _pace.PerSecond);
    }

    private void Add(int second, long ended) => _pace.Add(new Sample(TimeSpan.FromSeconds(second), 1, ended, 100));
}
