using System.Threading.Channels;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Controllers;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Leadership;
using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Tests.Leadership;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace MaterialsSim.ControllerRuntime.Tests.Hosting;

/// <summary>All parts together, as a host runs them.</summary>
public sealed class ControllerManagerTests : IAsyncDisposable
{
    private readonly LeaseServer leases = new();
    private readonly Lifetime lifetime = new();
    private readonly Recorder reconciler = new();
    private readonly LeaseWay way;
    private readonly Store<V1ConfigMap> store = new();
    private readonly WorkQueue<NamespacedName> queue;
    private readonly ControllerManager manager;
    private ScriptedApi server = null!;

    public ControllerManagerTests()
    {
        way = new(leases);
        queue = new("maps", new RateLimiter<NamespacedName>(new(), TimeProvider.System, () => 0), TimeProvider.System);
        var options = new LeaseOptions
        {
            Namespace = "ns",
            Name = "lease",
            Identity = "me",
            LeaseDuration = TimeSpan.FromSeconds(1),
            RenewDeadline = TimeSpan.FromSeconds(0.5),
            RetryPeriod = TimeSpan.FromSeconds(0.05),
        };
        manager = new(new LeaseElector(way, options, NullLogger<LeaseElector>.Instance, TimeProvider.System), lifetime, NullLogger<ControllerManager>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        reconciler.Release.TrySetResult();
        await manager.StopAsync(Patience.Token);
        manager.Dispose();
        queue.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Objects_are_reconciled_once_the_caches_are_full_and_the_lease_is_ours()
    {
        await StartAsync(Answer.List("10", Make.Map("a", "1")), Answer.WatchThenHang(Answers.Event("ADDED", Make.Map("b", "11"))));
        reconciler.Release.SetResult();
        Assert.Equal(["ns/a", "ns/b"], [await reconciler.NextAsync(), await reconciler.NextAsync()]);
        Assert.Empty(manager.NotReady());
        Assert.Empty(manager.Faults());
        Assert.True(manager.Term!.IsValid);
        await manager.StopAsync(Patience.Token);
        Assert.Equal("", leases.Lease!.Spec.HolderIdentity);
        Assert.Null(manager.Failure);
    }

    [Fact]
    public async Task A_standby_keeps_its_caches_warm_is_ready_and_works_on_nothing()
    {
        leases.Create(new V1Lease { Metadata = new(), Spec = new() { HolderIdentity = "other", LeaseDurationSeconds = 3600 } });
        var heard = new TaskCompletionSource();
        await StartAsync(Answer.List("10"), Answer.WatchThenHang(Answers.Event("ADDED", Make.Map("b", "11"))));
        store.Subscribe(change => heard.TrySetResult());
        await heard.Task.Patiently();
        Assert.Empty(manager.NotReady());
        Assert.Null(manager.Term);
        Assert.Equal((1, 0), (queue.Depth, reconciler.Waiting));
        await manager.StopAsync(Patience.Token);
        Assert.Equal("other", leases.Lease!.Spec.HolderIdentity);
    }

    [Fact]
    public async Task Without_a_first_list_it_is_not_ready_and_does_not_stand()
    {
        await StartAsync(Answer.Hang);
        await server.NextRequestAsync();
        Assert.Equal(["cache maps has not been filled yet"], manager.NotReady());
        Assert.Equal(0, way.Calls);
        await manager.StopAsync(Patience.Token);
        Assert.Null(manager.Failure);
    }

    [Fact]
    public async Task A_clean_stop_lets_the_run_end_before_the_lease_is_released()
    {
        await StartAsync(Answer.List("10", Make.Map("a", "1")), Answer.WatchThenHang());
        await reconciler.NextAsync();
        var stopping = manager.StopAsync(Patience.Token);
        Assert.False(stopping.IsCompleted);
        Assert.Equal("me", leases.Lease!.Spec.HolderIdentity);
        reconciler.Release.SetResult();
        await stopping.Patiently();
        Assert.False(reconciler.WasCancelled);
        Assert.Equal("", leases.Lease!.Spec.HolderIdentity);
    }

    [Fact]
    public async Task A_lost_lease_stops_the_host_even_when_a_run_does_not_heed_it()
    {
        await StartAsync(Answer.List("10", Make.Map("a", "1")), Answer.WatchThenHang());
        await reconciler.NextAsync();
        way.Way = Way.Cut;
        await lifetime.StopAsked.Patiently();
        Assert.Equal("the lease was lost", manager.Failure);
        Assert.Contains("the lease was lost", manager.Faults());
    }

    [Fact]
    public async Task A_loop_that_ends_on_its_own_stops_the_host()
    {
        manager.AddBackground("events", _ => Task.CompletedTask);
        await StartAsync(Answer.List("10"), Answer.WatchThenHang());
        await lifetime.StopAsked.Patiently();
        Assert.Equal("events ended on its own", manager.Failure);
        await manager.ExecuteTask!.Patiently();
    }

    [Fact]
    public async Task A_loop_that_fails_while_leading_stops_the_host_and_gives_the_lease_back()
    {
        manager.AddLeading("resync", (_, _) => throw new InvalidOperationException("a bug"));
        await StartAsync(Answer.List("10"), Answer.WatchThenHang());
        await lifetime.StopAsked.Patiently();
        Assert.Equal("resync failed: a bug", manager.Failure);
        await manager.ExecuteTask!.Patiently();
        Assert.Equal("", leases.Lease!.Spec.HolderIdentity);
    }

    private async Task StartAsync(params Answer[] answers)
    {
        server = (await ScriptedApi.StartAsync()).Then(answers);
        Enqueue.Primary(store, queue);
        manager.Add(new Reflector<V1ConfigMap>(
            "maps", server.Connect().Resource<V1ConfigMap>(CallPolicy.Direct), store, new(), NullLogger<Reflector<V1ConfigMap>>.Instance, TimeProvider.System));
        manager.Add(new Controller("maps", reconciler, queue, new() { Workers = 1 }, NullLogger<Controller>.Instance, TimeProvider.System));
        await manager.StartAsync(Patience.Token);
    }

    private sealed class Recorder : IReconciler
    {
        private readonly Channel<string> started = Channel.CreateUnbounded<string>();

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasCancelled { get; private set; }

        public int Waiting => started.Reader.Count;

        public Task<string> NextAsync() => started.Reader.ReadAsync(Patience.Token).Patiently();

        public async Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
        {
            started.Writer.TryWrite(key.ToString());
            await Release.Task;
            WasCancelled = cancellationToken.IsCancellationRequested;
            return default;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StopAsked => stop.Task;

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => stop.TrySetResult();
    }
}
