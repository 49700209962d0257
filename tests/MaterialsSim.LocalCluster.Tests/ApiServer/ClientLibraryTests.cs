using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace MaterialsSim.LocalCluster.Tests.ApiServer;

/// <summary>The .NET client library against a cluster: what the operator is built on.</summary>
public sealed class ClientLibraryTests
{
    [Fact]
    public async Task A_job_is_created_listed_patched_and_deleted_through_the_client_library()
    {
        var token = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new(), token);
        using var client = Client(host);
        var job = await client.BatchV1.CreateNamespacedJobAsync(Job(), "default", cancellationToken: token);
        Assert.Equal(2147483647, job.Spec.BackoffLimit);
        Assert.Equal(job.Metadata.Uid, job.Spec.Selector.MatchLabels["batch.kubernetes.io/controller-uid"]);

        var patch = new V1Patch("""{"spec":{"parallelism":2}}""", V1Patch.PatchType.MergePatch);
        Assert.Equal(2, (await client.BatchV1.PatchNamespacedJobAsync(patch, "j", "default", cancellationToken: token)).Spec.Parallelism);
        var refused = await Assert.ThrowsAsync<HttpOperationException>(() => client.BatchV1.CreateNamespacedJobAsync(Job(), "default", cancellationToken: token));
        Assert.Contains("\"reason\":\"AlreadyExists\"", refused.Response.Content, StringComparison.Ordinal);
        await client.BatchV1.DeleteNamespacedJobAsync("j", "default", propagationPolicy: "Background", cancellationToken: token);
        await host.WaitForAsync(new("batch", "v1", "jobs"), items => items.Count == 0, token);
        await host.WaitForAsync(new("", "v1", "pods"), items => items.Count == 0, token);
    }

    [Fact]
    public async Task A_lease_is_a_lock_and_its_times_need_microseconds()
    {
        var token = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new(), token);
        using var client = Client(host);
        var time = new DateTime(2026, 1, 1, 0, 0, 0, 1, DateTimeKind.Utc);
        var lease = await client.CoordinationV1.CreateNamespacedLeaseAsync(
            new V1Lease { Metadata = new() { Name = "l" }, Spec = new() { HolderIdentity = "a", LeaseDurationSeconds = 15, RenewTime = time } }, "default", cancellationToken: token);
        lease.Spec.HolderIdentity = "b";
        await client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, "l", "default", cancellationToken: token);
        lease.Spec.HolderIdentity = "c";
        var stale = await Assert.ThrowsAsync<HttpOperationException>(() => client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, "l", "default", cancellationToken: token));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, stale.Response.StatusCode);

        lease.Spec.RenewTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var whole = await Assert.ThrowsAsync<HttpOperationException>(() => client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, "l", "default", cancellationToken: token));
        Assert.Contains("cannot parse \\\"Z\\\" as \\\".000000\\\"", whole.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_of_a_custom_resource_is_written_alone_and_generation_counts_the_spec()
    {
        var token = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new() { CelValidators = Widgets.Validators, Crds = [Widgets.Definition] }, token);
        using var client = Client(host);
        var body = new { apiVersion = "example.com/v1", kind = "Widget", metadata = new { name = "w" }, spec = new { size = 3 } };
        await client.CustomObjects.CreateNamespacedCustomObjectAsync(body, "example.com", "v1", "default", "widgets", cancellationToken: token);
        var patch = new V1Patch("""{"spec":{"size":9},"status":{"phase":"Ready"}}""", V1Patch.PatchType.MergePatch);
        var changed = (System.Text.Json.JsonElement)await client.CustomObjects.PatchNamespacedCustomObjectStatusAsync(patch, "example.com", "v1", "default", "widgets", "w", cancellationToken: token);
        Assert.Equal(3, changed.GetProperty("spec").GetProperty("size").GetInt32());
        Assert.Equal("Red", changed.GetProperty("spec").GetProperty("colour").GetString());
        Assert.Equal("Ready", changed.GetProperty("status").GetProperty("phase").GetString());
        Assert.Equal(1, changed.GetProperty("metadata").GetProperty("generation").GetInt32());
    }

    private static Kubernetes Client(LocalClusterHost host) =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(host.Kubeconfig))));

    private static V1Job Job() => new()
    {
        Metadata = new() { Name = "j" },
        Spec = new()
        {
            CompletionMode = "Indexed", Completions = 3, Parallelism = 1, BackoffLimitPerIndex = 1,
            Template = new() { Spec = new() { RestartPolicy = "Never", Containers = [new() { Name = "c", Image = "x:1" }] } },
        },
    };
}
