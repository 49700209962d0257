using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Status;
using MaterialsSim.ControllerRuntime.Tests.Support;

namespace MaterialsSim.ControllerRuntime.Tests.Status;

public sealed class StatusWriterTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task A_status_that_is_the_same_is_not_sent()
    {
        await using var server = await ScriptedApi.StartAsync();
        var metrics = new RecordingMetrics();
        var job = Job(active: 1);
        var write = await Writer(server, metrics).WriteAsync(job, new() { Active = 1 }, Token);
        Assert.Equal((job, false), (write.Object, write.Changed));
        Assert.Equal(0, server.RequestsWaiting);
        Assert.Contains("status jobs.batch False", metrics.Lines);
    }

    [Fact]
    public async Task A_change_is_sent_with_the_version_it_was_computed_from()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Json(Job(active: 2)));
        var write = await Writer(server).WriteAsync(Job(active: 1), new() { Active = 2 }, Token);
        Assert.True(write.Changed);
        Assert.Equal(2, write.Object.Status.Active);
        var request = await server.NextRequestAsync();
        Assert.Equal("PATCH /apis/batch/v1/namespaces/ns/jobs/a/status?fieldManager=controller-runtime", request.ToString());
        Assert.Equal("""{"metadata":{"uid":"u","resourceVersion":"7"},"status":{"active":2}}""", request.Body);
    }

    [Fact]
    public async Task A_first_status_is_sent_whole()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Json(Job(active: 2)));
        var job = Job(active: 0);
        job.Status = null;
        await Writer(server).WriteAsync(job, new() { Active = 2 }, Token);
        Assert.Equal("""{"active":2}""", JsonNode.Parse((await server.NextRequestAsync()).Body)!["status"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stale_object_is_a_conflict_for_the_controller()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Status(409, "Conflict"));
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => Writer(server).WriteAsync(Job(active: 1), new() { Active = 2 }, Token));
        Assert.True(refusal.IsConflict);
    }

    [Fact]
    public async Task A_finalizer_is_added_after_the_others_and_removed_from_anywhere()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Json(Job(active: 1)), Answer.Json(Job(active: 1)));
        var jobs = server.Connect().Resource<V1Job>();
        var job = Job(active: 1);
        job.Metadata.Finalizers = ["foregroundDeletion"];
        await Finalizers.AddAsync(jobs, job, "example.com/ours", Token);
        job.Metadata.Finalizers = ["foregroundDeletion", "example.com/ours", "example.com/theirs"];
        Assert.True(Finalizers.Has(job, "example.com/ours"));
        await Finalizers.RemoveAsync(jobs, job, "example.com/ours", Token);
        Assert.Equal("""{"metadata":{"uid":"u","resourceVersion":"7","finalizers":["foregroundDeletion","example.com/ours"]}}""", (await server.NextRequestAsync()).Body);
        Assert.Equal("""{"metadata":{"uid":"u","resourceVersion":"7","finalizers":["foregroundDeletion","example.com/theirs"]}}""", (await server.NextRequestAsync()).Body);
        Assert.Equal(3, job.Metadata.Finalizers.Count);
    }

    [Fact]
    public async Task A_finalizer_that_is_as_wanted_costs_no_request()
    {
        await using var server = await ScriptedApi.StartAsync();
        var jobs = server.Connect().Resource<V1Job>();
        var job = Job(active: 1);
        Assert.Same(job, await Finalizers.RemoveAsync(jobs, job, "example.com/ours", Token));
        job.Metadata.Finalizers = ["example.com/ours"];
        Assert.Same(job, await Finalizers.AddAsync(jobs, job, "example.com/ours", Token));
        Assert.Equal(0, server.RequestsWaiting);
    }

    private static V1Job Job(int active) => new()
    {
        Metadata = new() { Name = "a", NamespaceProperty = "ns", Uid = "u", ResourceVersion = "7" },
        Status = new() { Active = active },
    };

    private static StatusWriter<V1Job, V1JobStatus> Writer(ScriptedApi server, RecordingMetrics? metrics = null) =>
        new(server.Connect().Resource<V1Job>(), job => job.Status, metrics);
}
