using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Tests.Support;

namespace MaterialsSim.ControllerRuntime.Tests.Client;

public sealed class ResourceClientTests
{
    private static readonly ResourceType Widgets = new("example.com", "v1", "widgets", "Widget");

    private static CancellationToken Token => Patience.Token;

    [Theory]
    [InlineData("", "v1", "pods", "ns", "a", null, "api/v1/namespaces/ns/pods/a")]
    [InlineData("batch", "v1", "jobs", "ns", "a", "status", "apis/batch/v1/namespaces/ns/jobs/a/status")]
    [InlineData("example.com", "v1alpha1", "widgets", null, null, null, "apis/example.com/v1alpha1/widgets")]
    [InlineData("", "v1", "nodes", null, "a/../b", null, "api/v1/nodes/a%2F..%2Fb")]
    public void Paths_follow_group_namespace_and_name(string group, string version, string plural, string? space, string? name, string? part, string path) =>
        Assert.Equal(path, new ResourceType(group, version, plural, "Kind").Path(space, name, part));

    [Fact]
    public void A_model_knows_its_type() =>
        Assert.Equal(new("batch", "v1", "jobs", "Job"), ResourceType.Of<V1Job>());

    [Fact]
    public void A_class_without_a_declared_kind_is_refused_by_name() =>
        Assert.Contains("ResourceClientTests", Assert.Throws<ArgumentException>(() => ResourceType.Of<ResourceClientTests>()).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_refused_create_tells_that_the_name_is_taken()
    {
        await using var server = await ScriptedApi.StartAsync();
        var jobs = server.Then(Answer.Status(409, "AlreadyExists", "jobs.batch \"a\" already exists")).Connect().Resource<V1Job>();
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => jobs.CreateAsync("ns", new V1Job(), Token));
        Assert.True(refusal.IsAlreadyExists);
        Assert.False(refusal.IsConflict);
        Assert.Equal("jobs.batch \"a\" already exists", refusal.Message);
    }

    [Fact]
    public async Task A_stale_replace_is_a_conflict()
    {
        await using var server = await ScriptedApi.StartAsync();
        var jobs = server.Then(Answer.Status(409, "Conflict")).Connect().Resource<V1Job>();
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => jobs.ReplaceAsync("ns", "a", new V1Job(), Token));
        Assert.True(refusal.IsConflict);
        Assert.False(refusal.IsAlreadyExists);
    }

    [Fact]
    public async Task Nothing_found_is_null()
    {
        await using var server = await ScriptedApi.StartAsync();
        Assert.Null(await server.Then(Answer.Status(404, "NotFound")).Connect().Resource<V1Job>().FindAsync("ns", "a", Token));
    }

    [Fact]
    public async Task Writes_name_their_manager_and_patches_their_form()
    {
        await using var server = await ScriptedApi.StartAsync();
        var options = new ApiOptions { FieldManager = "tests", UserAgent = "tests/1" };
        var maps = server.Then([.. Enumerable.Repeat(Answer.Json(Make.Map("a", "1")), 4)]).Connect(options).Resource<V1ConfigMap>();
        await maps.CreateAsync("ns", Make.Map("a", "1"), Token);
        await maps.PatchAsync("ns", "a", Patch.Merge(new JsonObject { ["x"] = null }), Token, "status");
        await maps.PatchAsync("ns", "a", Patch.Json([new JsonObject { ["op"] = "test" }]), Token);
        await maps.PatchAsync("ns", "a", Patch.Apply(new { kind = "ConfigMap" }, "other"), Token);

        var create = await server.NextRequestAsync();
        Assert.Equal("POST /api/v1/namespaces/ns/configmaps?fieldManager=tests", create.ToString());
        Assert.Equal("tests/1", create.UserAgent);
        var merge = await server.NextRequestAsync();
        Assert.Equal(("PATCH /api/v1/namespaces/ns/configmaps/a/status?fieldManager=tests", "application/merge-patch+json", "{\"x\":null}"), (merge.ToString(), merge.ContentType, merge.Body));
        var json = await server.NextRequestAsync();
        Assert.Equal(("application/json-patch+json", "[{\"op\":\"test\"}]"), (json.ContentType, json.Body));
        var apply = await server.NextRequestAsync();
        Assert.Equal(("?fieldManager=other&force=true", "application/apply-patch+yaml"), (apply.Query, apply.ContentType));
    }

    [Fact]
    public async Task A_delete_carries_its_preconditions_and_is_fine_when_nothing_is_there()
    {
        await using var server = await ScriptedApi.StartAsync();
        var jobs = server.Then(Answer.Text("{}"), Answer.Status(404, "NotFound")).Connect().Resource<V1Job>();
        var options = new DeleteOptions { Uid = "u", ResourceVersion = "7", PropagationPolicy = "Foreground", GracePeriodSeconds = 0 };
        Assert.True(await jobs.DeleteAsync("ns", "a", options, Token));
        Assert.Equal(
            """{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"u","resourceVersion":"7"},"propagationPolicy":"Foreground","gracePeriodSeconds":0}""",
            (await server.NextRequestAsync()).Body);
        Assert.False(await jobs.DeleteAsync("ns", "a", new(), Token));
    }

    [Fact]
    public async Task A_list_goes_on_page_by_page()
    {
        await using var server = await ScriptedApi.StartAsync();
        var maps = server.Then(Answer.Page("9", "token/1", Make.Map("a", "1")), Answer.List("9", Make.Map("b", "2"))).Connect().Resource<V1ConfigMap>();
        var names = new List<string>();
        await foreach (var map in maps.ListAsync("ns", new() { LabelSelector = "team=x" }, Token))
        {
            names.Add(map.Metadata.Name);
        }

        Assert.Equal(["a", "b"], names);
        Assert.Equal("?labelSelector=team%3Dx&limit=500", (await server.NextRequestAsync()).Query);
        Assert.Equal("?labelSelector=team%3Dx&limit=500&continue=token%2F1", (await server.NextRequestAsync()).Query);
    }

    [Fact]
    public async Task An_object_that_does_not_fit_costs_only_itself_and_items_know_their_kind()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Text("""
            {"kind":"JobList","items":[
              {"metadata":{"name":"a","namespace":"ns"},"spec":{"parallelism":3,"template":{}}},
              {"metadata":{"name":"bad","namespace":"ns"},"spec":{"parallelism":"many","template":{"spec":{"x":[1,{}]}}}},
              {"metadata":{"name":"c","namespace":"ns"}}],"metadata":{"resourceVersion":"5"}}
            """));
        var page = await server.Connect().Resource<V1Job>().ListPageAsync(null, new(), Token);
        Assert.Equal(["a", "c"], page.Items.Select(item => item.Metadata.Name));
        Assert.All(page.Items, item => Assert.Equal(("batch/v1", "Job"), (item.ApiVersion, item.Kind)));
        Assert.StartsWith("ns/bad: ", Assert.Single(page.Unreadable), StringComparison.Ordinal);
        Assert.Equal(("5", null), (page.ResourceVersion, page.Continue));
    }

    [Fact]
    public async Task Plain_JSON_keeps_fields_that_nobody_knows()
    {
        await using var server = await ScriptedApi.StartAsync();
        server.Then(Answer.Text("""{"metadata":{"name":"a"},"spec":{"fieldOfTheFuture":{"x":1.50}}}"""), Answer.Text("{}"));
        var widgets = server.Connect().Resource<JsonObject>(Widgets);
        var read = await widgets.GetAsync("ns", "a", Token);
        await widgets.ReplaceAsync("ns", "a", read, Token);
        await server.NextRequestAsync();
        Assert.Equal("""{"metadata":{"name":"a"},"spec":{"fieldOfTheFuture":{"x":1.50}}}""", (await server.NextRequestAsync()).Body);
    }

    [Fact]
    public async Task A_read_whose_answer_breaks_off_is_read_again()
    {
        await using var server = await ScriptedApi.StartAsync();
        var metrics = new RecordingMetrics();
        server.Then(Answer.WatchThenReset(Task.CompletedTask, "{\"metadata\":"), Answer.Json(Make.Map("a", "3")));
        var map = await server.Connect(metrics: metrics).Resource<V1ConfigMap>().GetAsync("ns", "a", Token);
        Assert.Equal("3", map.Metadata.ResourceVersion);
        Assert.Equal(["get configmaps 0", "retry get configmaps 0", "get configmaps 200"], metrics.Lines);
    }
}
