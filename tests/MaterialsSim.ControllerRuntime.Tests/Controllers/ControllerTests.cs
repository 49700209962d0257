using System.Threading.Channels;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Controllers;
using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Controllers;

public sealed class ControllerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly RecordingMetrics metrics = new();
    private readonly Reconciler reconciler = new();
    private readonly WorkQueue<NamespacedName> queue;
    private readonly Controller controller;
    private readonly CancellationTokenSource term = new();
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public ControllerTests()
    {
        queue = new("tests", new RateLimiter<NamespacedName>(new(), time, () => 0), time);
        controller = new("tests", reconciler, queue, new() { Workers = 2 }, NullLogger<Controller>.Instance, time, metrics);
    }

    public async ValueTask DisposeAsync()
    {
        await term.CancelAsync();
        await running.Patiently();
        queue.Dispose();
        term.Dispose();
        stopping.Dispose();
    }

    public static TheoryData<string, string, int, int, double?> Outcomes => new()
    {
        // what happens, outcome, failures counted after one failure before, keys waiting, seconds until it comes again
        { "nothing more", "success", 0, 0, null },
        { "again in 30 s", "requeue_after", 0, 1, 30 },
        { "again at once", "requeue_after", 0, 0, 0 },
        { "a conflict", "conflict", 2, 1, 0.01 },
        { "a name that is taken", "conflict", 2, 1, 0.01 },
        { "another refusal", "error", 2, 1, 0.01 },
        { "a bug", "error", 2, 1, 0.01 },
        { "a foreign cancellation", "error", 2, 1, 0.01 },
        { "a terminal error", "terminal", 0, 0, null },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task How_a_run_ended_decides_how_the_key_comes_back(string what, string outcome, int failures, int delayed, double? again)
    {
        reconciler.Body = (_, _) => what switch
        {
            "nothing more" => Task.FromResult(ReconcileResult.Done),
            "again in 30 s" => Task.FromResult(ReconcileResult.After(TimeSpan.FromSeconds(30))),
            "again at once" => Task.FromResult(ReconcileResult.After(TimeSpan.Zero)),
            "a conflict" => throw new KubernetesApiException(409, "Conflict", "changed"),
            "a name that is taken" => throw new KubernetesApiException(409, "AlreadyExists", "taken"),
            "another refusal" => throw new KubernetesApiException(403, "Forbidden", "no"),
            "a bug" => throw new InvalidOperationException("bug"),
            "a foreign cancellation" => throw new OperationCanceledException("of something else"),
            _ => throw new TerminalException("never"),
        };
        queue.AddRateLimited(Make.Key("a"));
        time.Advance(TimeSpan.FromMilliseconds(5));
        Start();
        await reconciler.StartedAsync();
        if (again == 0)
        {
            await reconciler.StartedAsync();
            return;
        }

        await SettledAsync($"tests {outcome}");
        Assert.Equal((failures, delayed), (queue.NumRequeues(Make.Key("a")), queue.Delayed));
        if (again is { } seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, queue.Delayed);
            time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal("ns/a", (await reconciler.StartedAsync()).ToString());
        }
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_cancelled_and_tried_again()
    {
        reconciler.Body = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return default;
        };
        queue.Add(Make.Key("a"));
        Start();
        await reconciler.StartedAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        await SettledAsync("tests timeout");
        Assert.Equal(1, queue.NumRequeues(Make.Key("a")));
    }

    [Fact]
    public async Task A_run_that_heeds_no_limit_is_a_fault()
    {
        var release = new TaskCompletionSource<ReconcileResult>();
        reconciler.Body = (_, _) => release.Task;
        queue.Add(Make.Key("a"));
        Start();
        await reconciler.StartedAsync();
        time.Advance(TimeSpan.FromMinutes(2.9));
        Assert.Null(controller.Fault);
        time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal("controller tests reconciles ns/a for 186 s and does not heed its time limit", controller.Fault);
        release.SetResult(default);
    }

    [Fact]
    public async Task Workers_share_the_keys_and_one_key_has_one_worker()
    {
        var release = new TaskCompletionSource<ReconcileResult>();
        reconciler.Body = (_, _) => release.Task;
        queue.Add(Make.Key("a"));
        Start();
        await reconciler.StartedAsync();
        queue.Add(Make.Key("a"));
        queue.Add(Make.Key("b"));
        queue.Add(Make.Key("c"));
        Assert.Equal(Make.Key("b"), await reconciler.StartedAsync());
        Assert.Equal(1, queue.Depth);
        release.SetResult(default);
        Assert.Equal([Make.Key("a"), Make.Key("c")], new[] { await reconciler.StartedAsync(), await reconciler.StartedAsync() }.OrderBy(key => key.Name));
    }

    [Fact]
    public async Task A_clean_stop_lets_runs_end_and_takes_no_more()
    {
        var release = new TaskCompletionSource<ReconcileResult>();
        var cancelled = false;
        reconciler.Body = async (_, token) =>
        {
            var result = await release.Task;
            cancelled = token.IsCancellationRequested;
            return result;
        };
        queue.Add(Make.Key("a"));
        Start();
        await reconciler.StartedAsync();
        await stopping.CancelAsync();
        queue.Add(Make.Key("b"));
        Assert.False(running.IsCompleted);
        release.SetResult(default);
        await running.Patiently();
        Assert.False(cancelled);
        Assert.Contains("tests success", metrics.Lines);
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public async Task A_stop_that_takes_too_long_cancels_what_runs()
    {
        reconciler.Body = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return default;
        };
        queue.Add(Make.Key("a"));
        Start();
        await reconciler.StartedAsync();
        await stopping.CancelAsync();
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await running.Patiently();
    }

    [Fact]
    public async Task The_end_of_the_term_cancels_what_runs_at_once()
    {
        reconciler.Body = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return default;
        };
        queue.Add(Make.Key("a"));
        Start();
        await reconciler.StartedAsync();
        await term.CancelAsync();
        await running.Patiently();
        Assert.Equal(0, queue.NumRequeues(Make.Key("a")));
    }

    private void Start() => running = Task.Run(() => controller.RunAsync(term.Token, stopping.Token), Patience.Token);

    /// <summary>The outcome is reported after the queue was told; the last word of a run.</summary>
    private async Task SettledAsync(string line)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!metrics.Lines.Contains(line))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Reconciler : IReconciler
    {
        private readonly Channel<NamespacedName> started = Channel.CreateUnbounded<NamespacedName>();

        public Func<NamespacedName, CancellationToken, Task<ReconcileResult>> Body { get; set; } = (_, _) => Task.FromResult(ReconcileResult.Done);

        public Task<NamespacedName> StartedAsync() => started.Reader.ReadAsync(Patience.Token).Patiently();

        public Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
        {
            started.Writer.TryWrite(key);
            return Body(key, cancellationToken);
        }
    }
}
