using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Queues;

/// <summary>The contract of client-go's util/workqueue, and what it leaves open.</summary>
public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly WorkQueue<string> queue;

    public WorkQueueTests() => queue = new("tests", new RateLimiter<string>(new(), time, () => 0), time, capacity: 5);

    public void Dispose() => queue.Dispose();

    [Fact]
    public async Task A_key_waits_once_however_often_it_is_added()
    {
        queue.Add("a");
        queue.Add("b");
        queue.Add("a");
        Assert.Equal(["a", "b"], [await TakeAndDoneAsync(), await TakeAndDoneAsync()]);
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public async Task A_key_that_is_added_while_in_work_comes_again_when_it_is_done()
    {
        queue.Add("a");
        var lease = await TakeAsync();
        queue.Add("a");
        queue.Add("a");
        Assert.Equal(0, queue.Depth);
        lease.Dispose();
        Assert.Equal(1, queue.Depth);
        Assert.Equal("a", await TakeAndDoneAsync());
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public async Task Disposing_a_lease_twice_does_not_free_the_key_of_another_worker()
    {
        queue.Add("a");
        var first = await TakeAsync();
        queue.Add("a");
        first.Dispose();
        var second = await TakeAsync();
        queue.Add("a");
        first.Dispose();
        Assert.Equal(0, queue.Depth);
        second.Dispose();
        Assert.Equal(1, queue.Depth);
    }

    [Fact]
    public void Of_several_delays_the_earliest_counts()
    {
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(3));
        queue.AddAfter("a", TimeSpan.FromSeconds(60));
        Assert.Equal((0, 1), (queue.Depth, queue.Delayed));
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, queue.Depth);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal((1, 0), (queue.Depth, queue.Delayed));
    }

    [Fact]
    public async Task A_superseded_delay_never_fires()
    {
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("a", await TakeAndDoneAsync());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public void A_delay_of_months_is_kept()
    {
        queue.AddAfter("a", TimeSpan.FromDays(100));
        for (var day = 0; day < 99; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(0, queue.Depth);
        time.Advance(TimeSpan.FromDays(1.5));
        Assert.Equal(1, queue.Depth);
    }

    [Fact]
    public void A_delay_that_is_over_already_is_none()
    {
        queue.AddAfter("a", TimeSpan.FromSeconds(-1));
        Assert.Equal(1, queue.Depth);
    }

    [Fact]
    public void Failures_are_counted_until_forgotten()
    {
        queue.AddRateLimited("a");
        queue.AddRateLimited("a");
        Assert.Equal(2, queue.NumRequeues("a"));
        time.Advance(TimeSpan.FromMilliseconds(7));
        Assert.Equal(1, queue.Depth);
        queue.Forget("a");
        Assert.Equal(0, queue.NumRequeues("a"));
    }

    [Fact]
    public async Task A_waiting_worker_gets_the_key_that_comes()
    {
        var worker = queue.GetAsync(Patience.Token);
        Assert.False(worker.IsCompleted);
        queue.Add("a");
        Assert.Equal("a", (await worker.Patiently())!.Value.Key);
    }

    [Fact]
    public async Task A_worker_that_is_cancelled_takes_no_key_along()
    {
        using var cancel = new CancellationTokenSource();
        var impatient = queue.GetAsync(cancel.Token).AsTask();
        var patient = queue.GetAsync(Patience.Token).AsTask();
        await cancel.CancelAsync();
        queue.Add("a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.Patiently());
        Assert.Equal("a", (await patient.Patiently())!.Value.Key);
    }

    [Fact]
    public async Task A_closed_queue_wakes_all_workers_and_takes_nothing_in()
    {
        var workers = Enumerable.Range(0, 3).Select(_ => queue.GetAsync(Patience.Token).AsTask()).ToArray();
        queue.Close();
        Assert.All(await Task.WhenAll(workers).Patiently(), Assert.Null);
        queue.Add("a");
        queue.AddAfter("b", TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((0, 0), (queue.Depth, queue.Delayed));
        Assert.Null(await queue.GetAsync(Patience.Token).Patiently());
    }

    [Fact]
    public async Task What_is_in_work_may_end_after_the_queue_closed()
    {
        queue.Add("a");
        queue.Add("b");
        var lease = await TakeAsync();
        queue.Add("a");
        queue.Close();
        lease.Dispose();
        Assert.Null(await queue.GetAsync(Patience.Token).Patiently());
    }

    [Fact]
    public void A_full_queue_says_so_and_still_takes_delayed_keys_that_come_due()
    {
        for (var i = 0; i < 5; i++)
        {
            queue.Add($"{i}");
            queue.AddAfter($"late {i}", TimeSpan.FromSeconds(1));
        }

        Assert.Contains("the queue tests holds 5 keys", Assert.Throws<InvalidOperationException>(() => queue.Add("more")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => queue.AddAfter("more", TimeSpan.FromSeconds(1)));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(10, queue.Depth);
    }

    [Fact]
    public async Task Many_threads_never_work_on_one_key_at_a_time_and_lose_none()
    {
        const int Keys = 20, Adders = 4, Adds = 500;
        using var real = new WorkQueue<int>("stress", new RateLimiter<int>(new(), TimeProvider.System, () => 0), TimeProvider.System);
        var inWork = new int[Keys];
        var wanted = new int[Keys];
        var seen = new int[Keys];
        var clashes = 0;
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await real.GetAsync(Patience.Token) is { } lease)
            {
                using (lease)
                {
                    clashes += Interlocked.Increment(ref inWork[lease.Key]) == 1 ? 0 : 1;
                    Volatile.Write(ref seen[lease.Key], Volatile.Read(ref wanted[lease.Key]));
                    await Task.Yield();
                    Interlocked.Decrement(ref inWork[lease.Key]);
                }
            }
        })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Adders).Select(adder => Task.Run(() =>
        {
            var random = new Random(adder);
            for (var i = 0; i < Adds; i++)
            {
                var key = random.Next(Keys);
                Interlocked.Increment(ref wanted[key]);
                if (i % 3 == 0)
                {
                    real.AddAfter(key, TimeSpan.FromMilliseconds(random.Next(3)));
                }
                else
                {
                    real.Add(key);
                }
            }
        }))).Patiently();

        // Every addition is followed by a run that starts after it: what a run saw last is what was wanted last.
        for (var key = 0; key < Keys; key++)
        {
            real.Add(key);
        }

        while (real.Depth + real.Delayed > 0 || inWork.Any(count => count > 0))
        {
            await Task.Yield();
        }

        real.Close();
        await Task.WhenAll(workers).Patiently();
        Assert.Equal(0, clashes);
        Assert.Equal(wanted, seen);
    }

    private async Task<WorkLease<string>> TakeAsync() => (await queue.GetAsync(Patience.Token).Patiently())!.Value;

    private async Task<string> TakeAndDoneAsync()
    {
        using var lease = await TakeAsync();
        return lease.Key;
    }
}
