using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

public sealed class JobBackoffTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(6, 320)]
    [InlineData(7, 600)]
    [InlineData(1000, 600)]
    public void The_delay_doubles_from_ten_seconds_to_ten_minutes(int failures, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), new JobBackoff(failures, A.Now).Remaining(A.Now));
        Assert.Equal(TimeSpan.FromSeconds(seconds), JobBackoff.RemainingOfIndex(A.Pod("Failed", 0, failures: failures - 1), A.Now));
        Assert.Equal(TimeSpan.Zero, new JobBackoff(failures, A.Now).Remaining(A.Now.AddSeconds(seconds)));
    }

    [Fact]
    public void Ignored_failures_delay_an_index_as_well() =>
        Assert.Equal(TimeSpan.FromSeconds(40), JobBackoff.RemainingOfIndex(A.Pod("Failed", 0, failures: 1) with { IgnoredFailureCount = 1 }, A.Now));

    [Fact]
    public void Only_failures_after_the_last_success_delay()
    {
        var record = new JobBackoff(4, A.Now.AddMinutes(-5)).After(
            [A.Pod("Succeeded", ago: 30)], [A.Pod("Failed", uid: "a", ago: 40), A.Pod("Failed", uid: "b", ago: 20)]);

        Assert.Equal(new JobBackoff(1, A.Now.AddSeconds(-20)), record);
        Assert.Equal(JobBackoff.None, record.After([A.Pod("Succeeded")], []));
        Assert.Equal(new JobBackoff(2, A.Now), record.After([], [A.Pod("Failed")]));
    }
}
