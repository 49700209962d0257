using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Timing;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Queues;

public sealed class RateLimiterTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Waits_double_for_each_failure_of_a_key_up_to_the_longest()
    {
        var limiter = new RateLimiter<string>(new() { Burst = 1000 }, time, () => 0);
        var waits = Enumerable.Range(0, 20).Select(_ => limiter.Next("a").TotalMilliseconds).ToArray();
        Assert.Equal([5, 10, 20, 40, 80], waits[..5]);
        Assert.Equal(300_000, waits[^1]);
        Assert.Equal(20, limiter.Failures("a"));
        Assert.Equal(5, limiter.Next("b").TotalMilliseconds);
    }

    [Fact]
    public void A_key_that_went_well_starts_over()
    {
        var limiter = new RateLimiter<string>(new(), time, () => 0);
        limiter.Next("a");
        limiter.Next("a");
        limiter.Forget("a");
        Assert.Equal(0, limiter.Failures("a"));
        Assert.Equal(5, limiter.Next("a").TotalMilliseconds);
    }

    [Fact]
    public void A_thousand_failures_overflow_nothing()
    {
        var limiter = new RateLimiter<string>(new() { PerSecond = 1e9 }, time, () => 0.999);
        for (var i = 0; i < 1000; i++)
        {
            Assert.InRange(limiter.Next("a"), TimeSpan.FromMilliseconds(4), TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public void Many_keys_share_a_bucket()
    {
        var limiter = new RateLimiter<int>(new() { PerSecond = 10, Burst = 3 }, time, () => 0);
        Assert.Equal([5, 5, 5, 100, 200], Enumerable.Range(0, 5).Select(key => limiter.Next(key).TotalMilliseconds));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(5, limiter.Next(99).TotalMilliseconds);
    }

    [Fact]
    public void A_backoff_grows_is_stretched_and_starts_over_after_a_calm()
    {
        var random = 0.0;
        var backoff = new Backoff(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), time, () => random);
        Assert.Equal([0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30], Enumerable.Range(0, 8).Select(_ => backoff.Next().TotalSeconds));
        time.Advance(TimeSpan.FromMinutes(2));
        random = 0.5;
        Assert.Equal(1.2, backoff.Next().TotalSeconds, 6);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2.4, backoff.Next().TotalSeconds, 6);
    }

    [Fact]
    public void A_bucket_gives_what_it_has_and_refills()
    {
        var bucket = new TokenBucket(1.0 / 300, 2, time);
        Assert.True(bucket.TryTake() && bucket.TryTake());
        Assert.False(bucket.TryTake());
        time.Advance(TimeSpan.FromSeconds(301));
        Assert.True(bucket.TryTake());
        Assert.False(bucket.IsFull);
        time.Advance(TimeSpan.FromSeconds(601));
        Assert.True(bucket.IsFull);
    }
}
