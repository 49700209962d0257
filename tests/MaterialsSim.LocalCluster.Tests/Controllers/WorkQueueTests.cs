using MaterialsSim.LocalCluster.Controllers;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

public sealed class WorkQueueTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_key_that_changes_while_it_is_worked_on_comes_again_and_only_then()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        queue.Add("a");
        var first = await queue.TakeAsync(TestContext.Current.CancellationToken);
        queue.Add("a");
        var second = queue.TakeAsync(TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        queue.Done(first);

        Assert.Equal("a", await second);
    }

    [Fact]
    public async Task The_earliest_delay_of_a_key_counts()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.AddAfter("a", TimeSpan.FromSeconds(30));
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(20));
        var taken = queue.TakeAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(taken.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        queue.Done(await taken);
        var again = queue.TakeAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(again.IsCompleted);
    }

    [Fact]
    public async Task Failures_delay_a_key_longer_each_time_until_they_are_forgotten()
    {
        using var queue = new WorkQueue<string>(_time);
        foreach (var milliseconds in new[] { 20, 40, 80 })
        {
            queue.AddAfterFailure("a");
            var taken = queue.TakeAsync(TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.False(taken.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            queue.Done(await taken);
        }

        queue.Forget("a");
        queue.AddAfterFailure("a");
        var last = queue.TakeAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal("a", await last);
    }
}
