using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Node;

namespace MaterialsSim.LocalCluster.Tests.Node;

/// <summary>A cluster with a node, in memory, whose containers are short shell scripts; and waits for what objects come to be.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    public static readonly ResourceType Pods = new("", "v1", "pods");
    public static readonly ResourceType Jobs = new("batch", "v1", "jobs");
    public static readonly ResourceType Events = new("", "v1", "events");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly bool _keep;

    private NodeCluster(LocalClusterHost host, string folder, bool keep)
    {
        Host = host;
        Folder = folder;
        _keep = keep;
    }

    public LocalClusterHost Host { get; }

    public string Folder { get; }

    public IClusterClient Client => Host.Client;

    public static async Task<NodeCluster> StartAsync(int maxPods = 110, double cpu = 64, TimeSpan? grace = null, string? folder = null, bool keepState = false)
    {
        folder ??= Directory.CreateTempSubdirectory("node-").FullName;
        var image = Directory.CreateDirectory(Path.Combine(folder, "images", "tool")).FullName;
        await File.WriteAllTextAsync(Path.Combine(image, "hello.sh"), "echo hello from $0\n", Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(image, "image.json"), """{ "root": "/tool", "entrypoint": ["/bin/sh", "/tool/hello.sh"], "env": { "TOOL": "/tool/hello.sh" } }""", Cancel);
        var host = await LocalClusterHost.StartAsync(
            new LocalClusterOptions
            {
                StateDirectory = keepState ? Path.Combine(folder, "state") : null,
                Node = new NodeOptions
                {
                    RootDirectory = Path.Combine(folder, "node"),
                    ImageFolders = [new ImageFolder { Name = "tool", HostFolder = image }],
                    MaxPods = maxPods,
                    Cpu = cpu,
                    MaxGracePeriod = grace,
                },
            },
            Cancel);
        return new NodeCluster(host, folder, keepState);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A container that runs a script.</summary>
    public static string Container(string name, string script, string more = "") =>
        $$"""{ "name": "{{name}}", "image": "example.com/tool:1", "command": ["/bin/sh", "-c", {{JsonValue.Create(script).ToJsonString()}}]{{(more.Length > 0 ? ", " + more : "")}} }""";

    public Task<JsonObject> CreatePodAsync(string name, string spec) => Client.CreateAsync(
        Pods, (JsonObject)JsonNode.Parse($$"""{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "{{name}}", "namespace": "default" }, "spec": {{spec}} }""")!, Cancel);

    public Task<JsonObject> CreateJobAsync(string name, string spec) => Client.CreateAsync(
        Jobs, (JsonObject)JsonNode.Parse($$"""{ "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "{{name}}", "namespace": "default" }, "spec": {{spec}} }""")!, Cancel);

    /// <summary>The pod once it has ended.</summary>
    public Task<JsonObject> EndedAsync(string name) =>
        UntilAsync(Pods, name, pod => pod["status"]!["phase"]!.GetValue<string>() is "Succeeded" or "Failed");

    /// <summary>The object once it is as asked.</summary>
    public async Task<JsonObject> UntilAsync(ResourceType type, string name, Func<JsonObject, bool> condition) =>
        await UntilAsync(type, item => item["metadata"]!["name"]!.GetValue<string>() == name && condition(item)) ?? throw new InvalidOperationException($"{name} is gone");

    /// <summary>Waits until no object of that name is there.</summary>
    public async Task GoneAsync(ResourceType type, string name)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        var list = await Client.ListAsync(type, "default", null, patience.Token);
        if (list.Items.All(item => item["metadata"]!["name"]!.GetValue<string>() != name))
        {
            return;
        }

        await foreach (var change in Client.WatchAsync(type, "default", list.ResourceVersion, patience.Token))
        {
            if (change.Type == "DELETED" && change.Object["metadata"]!["name"]!.GetValue<string>() == name)
            {
                return;
            }
        }

        throw new TimeoutException($"{type.Plural} {name} did not go within {Patience}");
    }

    public async Task<JsonObject?> UntilAsync(ResourceType type, Func<JsonObject, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        var list = await Client.ListAsync(type, "default", null, patience.Token);
        var last = list.Items.Count > 0 ? list.Items[^1] : null;
        if (list.Items.FirstOrDefault(condition) is { } there)
        {
            return there;
        }

        await foreach (var change in Client.WatchAsync(type, "default", list.ResourceVersion, patience.Token))
        {
            last = change.Object;
            if (change.Type != "DELETED" && condition(change.Object))
            {
                return change.Object;
            }
        }

        throw new TimeoutException($"no {type.Plural} came to be as asked within {Patience}; the last change was {last?.ToJsonString()}");
    }

    public async Task<string> LogAsync(JsonObject pod, string container, bool previous = false, bool follow = false)
    {
        await using var stream = await Host.PodRuntime!.OpenLogAsync(pod["metadata"]!["uid"]!.GetValue<string>(), container, previous, follow, Cancel);
        return stream is null ? "" : await new StreamReader(stream).ReadToEndAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (!_keep)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
