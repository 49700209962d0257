using k8s.Models;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Controllers;
using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Tests.Support;

namespace MaterialsSim.ControllerRuntime.Tests.Controllers;

public sealed class EnqueueTests : IDisposable
{
    private readonly Store<V1ConfigMap> store = new();
    private readonly WorkQueue<NamespacedName> queue = new("tests", new RateLimiter<NamespacedName>(new(), TimeProvider.System, () => 0), TimeProvider.System);

    public void Dispose() => queue.Dispose();

    [Theory]
    [InlineData("status alone", 0)]
    [InlineData("generation", 1)]
    [InlineData("label", 1)]
    [InlineData("annotation", 1)]
    [InlineData("deletion", 1)]
    [InlineData("finalizer", 1)]
    [InlineData("uid", 1)]
    public async Task The_controllers_own_status_writes_do_not_call_it_again(string change, int runs)
    {
        Enqueue.Primary(store, queue);
        store.Put(Make.Map("a", "1", label: "x"));
        Assert.Equal("ns/a", await NextAsync());
        var map = Make.Map("a", "2", label: change == "label" ? "y" : "x", uid: change == "uid" ? "other" : null);
        map.Metadata.Generation = change == "generation" ? 2 : null;
        map.Metadata.Annotations = change == "annotation" ? new Dictionary<string, string> { ["a"] = "b" } : null;
        map.Metadata.DeletionTimestamp = change == "deletion" ? DateTime.UnixEpoch : null;
        map.Metadata.Finalizers = change == "finalizer" ? ["f"] : null;
        store.Put(map);
        Assert.Equal(runs, queue.Depth);
        store.Remove(Make.Key("a"));
        Assert.Equal(1, queue.Depth);
    }

    [Fact]
    public async Task A_child_calls_its_controlling_owner_of_that_kind_and_its_former_one()
    {
        Enqueue.Owner(store, new ResourceType("batch", "v1beta1", "jobs", "Job"), queue);
        store.Put(Make.Map("child", "1", owner: "first"));
        Assert.Equal("ns/first", await NextAsync());
        store.Put(Make.Map("child", "2", owner: "second"));
        Assert.Equal(["ns/first", "ns/second"], [await NextAsync(), await NextAsync()]);
        store.Put(Make.Map("orphan", "3"));
        Assert.Equal(0, queue.Depth);
    }

    [Theory]
    [InlineData("Job", "apps/v1", true)]
    [InlineData("CronJob", "batch/v1", true)]
    [InlineData("Job", "batch/v1", false)]
    public void Another_kind_or_an_owner_that_does_not_control_is_left_alone(string kind, string version, bool controls)
    {
        Enqueue.Owner(store, ResourceType.Of<V1Job>(), queue);
        var map = Make.Map("child", "1");
        map.Metadata.OwnerReferences = [new() { ApiVersion = version, Kind = kind, Name = "owner", Uid = "u", Controller = controls }];
        store.Put(map);
        Assert.Equal(0, queue.Depth);
    }

    private async Task<string> NextAsync()
    {
        using var lease = (await queue.GetAsync(Patience.Token).Patiently())!.Value;
        return lease.Key.ToString();
    }
}
