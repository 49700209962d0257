using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Backends.IndexedJobs;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

/// <summary>The calls that the backend makes, against an API server of canned answers.</summary>
public sealed class IndexedJobBackendTests : IAsyncLifetime
{
    private readonly CannedApiServer _server = new();
    private KubernetesApi _api = null!;
    private IndexedJobBackend _backend = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _server.Start();
        _api = new KubernetesApi(new KubernetesClientConfiguration { Host = _server.Address }, new ApiOptions { UserAgent = "test", FieldManager = "test" }, TimeProvider.System);
        var byOwner = StoreIndexes.ByOwnerUid<V1Job>();
        _backend = new IndexedJobBackend(_api, new Store<V1Job>(byOwner), byOwner, Samples.Options, TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Starting_creates_the_Job()
    {
        _server.Answer(HttpStatusCode.Created, Json(Samples.Job(Samples.Wave())));

        await _backend.StartAsync(Samples.Wave(), Cancelled);

        var (method, path, body) = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/apis/batch/v1/namespaces/lab/jobs"), (method, path));
        Assert.Equal("Indexed", (string?)JsonNode.Parse(body)!["spec"]!["completionMode"]);
    }

    [Fact]
    public async Task Starting_what_an_earlier_pass_started_is_fine()
    {
        _server.Answer(HttpStatusCode.Conflict, Status(409, "AlreadyExists", "there"));
        _server.Answer(HttpStatusCode.OK, Json(Samples.Job(Samples.Wave())));

        await _backend.StartAsync(Samples.Wave(), Cancelled);

        Assert.Equal(["POST", "GET"], _server.Requests.Select(r => r.Method));
    }

    public static TheoryData<string, Action<V1Job>> Foreigners => new()
    {
        { "no owner", job => job.Metadata.OwnerReferences = null },
        { "another owner", job => job.Metadata.OwnerReferences[0].Uid = "another" },
        { "not the controller", job => job.Metadata.OwnerReferences[0].Controller = false },
        { "another run", job => job.Metadata.Labels[Labels.Run] = "9" },
        { "another wave", job => job.Metadata.Labels[Labels.Wave] = "9" },
        { "another role", job => job.Metadata.Labels[Labels.Role] = Labels.RolePlan },
        { "on its way out", job => job.Metadata.DeletionTimestamp = DateTime.UnixEpoch },
    };

    [Theory]
    [MemberData(nameof(Foreigners), DisableDiscoveryEnumeration = true)]
    public async Task A_Job_of_the_name_that_is_not_this_wave_s_is_refused(string what, Action<V1Job> change)
    {
        var job = Samples.Job(Samples.Wave());
        change(job);
        _server.Answer(HttpStatusCode.Conflict, Status(409, "AlreadyExists", "there"));
        _server.Answer(HttpStatusCode.OK, Json(job));

        var refused = await Assert.ThrowsAsync<WorkRefusedException>(() => _backend.StartAsync(Samples.Wave(), Cancelled));

        Assert.True(refused.Reason == Reasons.NameTaken, what);
        Assert.Contains(job.Metadata.Name, refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(403, "jobs.batch \"x\" is forbidden: exceeded quota: small", Reasons.QuotaExceeded)]
    [InlineData(403, "jobs.batch is forbidden: User cannot create resource", Reasons.JobRefused)]
    [InlineData(422, "Job.batch \"x\" is invalid: spec.template", Reasons.JobRefused)]
    public async Task A_Job_that_the_cluster_refuses_is_tried_again_in_five_minutes(int code, string message, string reason)
    {
        _server.Answer((HttpStatusCode)code, Status(code, code == 403 ? "Forbidden" : "Invalid", message));

        var refused = await Assert.ThrowsAsync<WorkRefusedException>(() => _backend.StartAsync(Samples.Wave(), Cancelled));

        Assert.Equal((reason, TimeSpan.FromMinutes(5)), (refused.Reason, refused.RetryAfter));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adjusting_calls_nothing_when_nothing_differs_and_patches_only_what_does()
    {
        var work = JobView.Of(Samples.Job(Samples.Wave()))!;

        await _backend.AdjustAsync(work, new WorkAdjustment(Suspend: false, 4, TtlSeconds: null), Cancelled);
        Assert.Empty(_server.Requests);

        _server.Answer(HttpStatusCode.OK, Json(Samples.Job(Samples.Wave())));
        await _backend.AdjustAsync(work, new WorkAdjustment(Suspend: true, 4, TtlSeconds: 60), Cancelled);
        var (method, _, body) = Assert.Single(_server.Requests);
        Assert.Equal("PATCH", method);
        Assert.Equal("""{"metadata":{"uid":"job-uid"},"spec":{"suspend":true,"ttlSecondsAfterFinished":60}}""", JsonNode.Parse(body)!.ToJsonString());
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    public async Task Work_that_is_gone_or_another_by_now_is_neither_adjusted_nor_stopped(int code, string reason)
    {
        var work = JobView.Of(Samples.Job(Samples.Wave()))!;
        _server.Answer((HttpStatusCode)code, Status(code, reason, "not this one"));
        _server.Answer((HttpStatusCode)code, Status(code, reason, "not this one"));

        await _backend.AdjustAsync(work, new WorkAdjustment(Suspend: true, 4, TtlSeconds: null), Cancelled);
        await _backend.StopAsync(work, Cancelled);

        Assert.Equal(["PATCH", "DELETE"], _server.Requests.Select(r => r.Method));
        var options = JsonNode.Parse(_server.Requests[1].Body)!;
        Assert.Equal(("job-uid", "Background"), ((string?)options["preconditions"]!["uid"], (string?)options["propagationPolicy"]));
    }

    private static string Json(V1Job job) => KubernetesJson.Serialize(job);

    private static string Status(int code, string reason, string message)
        => new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["code"] = code, ["reason"] = reason, ["message"] = message }.ToJsonString();
}
