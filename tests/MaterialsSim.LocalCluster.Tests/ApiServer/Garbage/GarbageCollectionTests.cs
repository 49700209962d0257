using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Garbage;

public sealed class GarbageCollectionTests
{
    private static readonly ResourceType ConfigMaps = new("", "v1", "configmaps");
    private static readonly ResourceType Namespaces = new("", "v1", "namespaces");

    [Theory]
    [InlineData("Background")]
    [InlineData("Foreground")]
    public async Task Dependents_go_with_their_owner_down_the_whole_tree(string propagation)
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        var root = await CreateAsync(host, "root");
        var child = await CreateAsync(host, "child", root);
        await CreateAsync(host, "grandchild", child);
        await CreateAsync(host, "bystander");
        await DeleteAsync(host, "root", propagation);
        await GoneAsync(host, "root", "child", "grandchild");
        Assert.NotNull(await FindAsync(host, "bystander"));
    }

    [Fact]
    public async Task Orphans_stay_and_forget_their_owner()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        var root = await CreateAsync(host, "root");
        await CreateAsync(host, "child", root);
        await DeleteAsync(host, "root", "Orphan");
        await GoneAsync(host, "root");
        Assert.Null((await FindAsync(host, "child"))!["metadata"]!["ownerReferences"]);
    }

    [Fact]
    public async Task A_dependent_with_another_owner_stays_with_that_one()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        var (first, second) = (await CreateAsync(host, "first"), await CreateAsync(host, "second"));
        await CreateAsync(host, "child", first, second);
        await DeleteAsync(host, "first", "Background");
        await host.WaitForAsync(ConfigMaps, items => items.Any(item =>
            (string?)item["metadata"]!["name"] == "child" && item["metadata"]!["ownerReferences"]!.AsArray().Count == 1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_created_under_an_owner_that_is_gone_is_collected()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        var root = await CreateAsync(host, "root");
        await DeleteAsync(host, "root", "Background");
        await CreateAsync(host, "late", root);
        await GoneAsync(host, "late");
    }

    [Fact]
    public async Task An_owner_of_the_same_name_and_another_uid_is_not_the_owner()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        var root = await CreateAsync(host, "root");
        root["metadata"]!["uid"] = Guid.Empty.ToString();
        await CreateAsync(host, "child", root);
        await GoneAsync(host, "child");
        Assert.NotNull(await FindAsync(host, "root"));
    }

    [Fact]
    public async Task A_namespace_ends_when_its_content_has()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        var token = TestContext.Current.CancellationToken;
        await host.Client.CreateAsync(Namespaces, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "lab" } }, token);
        var guarded = Value("guarded");
        guarded["metadata"]!["namespace"] = "lab";
        guarded["metadata"]!["finalizers"] = new JsonArray("example.com/guard");
        guarded = await host.Client.CreateAsync(ConfigMaps, guarded, token);
        await host.Client.DeleteAsync(Namespaces, null, "lab", null, null, null, token);
        await host.WaitForAsync(ConfigMaps, items => items.Any(item => item["metadata"]!["deletionTimestamp"] is not null), token);
        Assert.Equal("Terminating", (string)(await host.Client.GetAsync(Namespaces, null, "lab", token))!["status"]!["phase"]!);
        var refused = await Assert.ThrowsAsync<ApiException>(() => host.Client.CreateAsync(ConfigMaps, Value("late", "lab"), token));
        Assert.Equal((403, "Forbidden"), (refused.Code, refused.Reason));

        guarded = (await host.Client.GetAsync(ConfigMaps, "lab", "guarded", token))!;
        guarded["metadata"]!.AsObject().Remove("finalizers");
        await host.Client.UpdateAsync(ConfigMaps, guarded, null, token);
        await host.WaitForAsync(Namespaces, items => !items.Any(item => (string?)item["metadata"]!["name"] == "lab"), token);
    }

    private static JsonObject Value(string name, string @namespace = "default") =>
        new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace } };

    private static Task<JsonObject> CreateAsync(LocalClusterHost host, string name, params JsonObject[] owners)
    {
        var value = Value(name);
        value["metadata"]!["ownerReferences"] = new JsonArray([.. owners.Select(owner => (JsonNode)new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["name"] = (string)owner["metadata"]!["name"]!, ["uid"] = (string)owner["metadata"]!["uid"]!, ["blockOwnerDeletion"] = true,
        })]);
        return host.Client.CreateAsync(ConfigMaps, value, TestContext.Current.CancellationToken);
    }

    private static Task DeleteAsync(LocalClusterHost host, string name, string propagation) =>
        host.Client.DeleteAsync(ConfigMaps, "default", name, null, propagation, null, TestContext.Current.CancellationToken);

    private static Task<JsonObject?> FindAsync(LocalClusterHost host, string name) => host.Client.GetAsync(ConfigMaps, "default", name, TestContext.Current.CancellationToken);

    private static Task GoneAsync(LocalClusterHost host, params string[] names) => host.WaitForAsync(
        ConfigMaps, items => !items.Any(item => names.Contains((string)item["metadata"]!["name"]!)), TestContext.Current.CancellationToken);
}
