using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Watching;

public sealed class WatchTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";
    private static readonly ResourceType ConfigMaps = new("", "v1", "configmaps");

    [Fact]
    public async Task A_watch_tells_what_is_there_then_what_changes_and_ends_with_its_time()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        await CreateAsync(host, "a");
        using var client = TestClients.Http(host);
        using var watch = await OpenAsync(client, $"{Path}?watch=true&resourceVersion=0&timeoutSeconds=2&allowWatchBookmarks=true");
        Assert.Equal(("ADDED", "a"), await NextAsync(watch));
        await CreateAsync(host, "b");
        Assert.Equal(("ADDED", "b"), await NextAsync(watch));
        await host.Client.DeleteAsync(ConfigMaps, "default", "a", null, null, null, TestContext.Current.CancellationToken);
        Assert.Equal(("DELETED", "a"), await NextAsync(watch));
        Assert.Equal("BOOKMARK", (await NextAsync(watch)).Type);
        Assert.Null(await watch.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_object_that_leaves_a_selection_is_told_as_deleted_and_one_that_enters_as_added()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        using var client = TestClients.Http(host);
        using var watch = await OpenAsync(client, $"{Path}?watch=true&labelSelector=on%3Dyes&timeoutSeconds=20");
        var value = await CreateAsync(host, "a");
        value["metadata"]!["labels"] = new JsonObject { ["on"] = "yes" };
        value = await host.Client.UpdateAsync(ConfigMaps, value, null, TestContext.Current.CancellationToken);
        Assert.Equal(("ADDED", "a"), await NextAsync(watch));
        value["metadata"]!["labels"]!["on"] = "no";
        await host.Client.UpdateAsync(ConfigMaps, value, null, TestContext.Current.CancellationToken);
        Assert.Equal(("DELETED", "a"), await NextAsync(watch));
    }

    [Fact]
    public async Task A_streaming_list_closes_its_first_part_with_a_marked_bookmark()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        await CreateAsync(host, "a");
        using var client = TestClients.Http(host);
        using var watch = await OpenAsync(client, $"{Path}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=20");
        Assert.Equal(("ADDED", "a"), await NextAsync(watch));
        var bookmark = JsonNode.Parse((await watch.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
        Assert.Equal("BOOKMARK", (string)bookmark["type"]!);
        Assert.Equal("true", (string)bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!);
    }

    [Fact]
    public async Task A_watch_from_before_a_restart_is_told_that_the_version_is_too_old()
    {
        var folder = Directory.CreateTempSubdirectory("watch-").FullName;
        try
        {
            await using (var host = await LocalClusterHost.StartAsync(new() { StateDirectory = folder }, TestContext.Current.CancellationToken))
            {
                await CreateAsync(host, "a");
            }

            await using var again = await LocalClusterHost.StartAsync(new() { StateDirectory = folder }, TestContext.Current.CancellationToken);
            using var client = TestClients.Http(again);
            using var watch = await OpenAsync(client, $"{Path}?watch=true&resourceVersion=1&timeoutSeconds=20");
            var told = JsonNode.Parse((await watch.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
            Assert.Equal(("ERROR", 410), ((string)told["type"]!, (int)told["object"]!["code"]!));
            Assert.NotNull(await again.Client.GetAsync(ConfigMaps, "default", "a", TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Pages_are_of_one_moment_whatever_happens_between_them()
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateAsync(host, name);
        }

        using var client = TestClients.Http(host);
        var first = JsonNode.Parse(await client.GetStringAsync(new Uri($"{Path}?limit=2", UriKind.Relative), TestContext.Current.CancellationToken))!;
        await host.Client.DeleteAsync(ConfigMaps, "default", "c", null, null, null, TestContext.Current.CancellationToken);
        var next = JsonNode.Parse(await client.GetStringAsync(new Uri($"{Path}?limit=2&continue={first["metadata"]!["continue"]}", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal(1, (int)first["metadata"]!["remainingItemCount"]!);
        Assert.Equal("c", (string)next["items"]![0]!["metadata"]!["name"]!);
        Assert.Equal((string)first["metadata"]!["resourceVersion"]!, (string)next["metadata"]!["resourceVersion"]!);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task Without_the_token_nothing_is_served(string? token, HttpStatusCode wanted)
    {
        await using var host = await LocalClusterHost.StartAsync(new(), TestContext.Current.CancellationToken);
        using var client = TestClients.Http(host);
        client.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        using var response = await client.GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(wanted, response.StatusCode);
    }

    private static Task<JsonObject> CreateAsync(LocalClusterHost host, string name) => host.Client.CreateAsync(ConfigMaps, new JsonObject
    {
        ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
    }, TestContext.Current.CancellationToken);

    private static async Task<StreamReader> OpenAsync(HttpClient client, string path)
    {
        var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
    }

    private static async Task<(string Type, string? Name)> NextAsync(StreamReader watch)
    {
        var line = await watch.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var told = JsonNode.Parse(line!)!;
        return ((string)told["type"]!, (string?)told["object"]!["metadata"]!["name"]);
    }
}
