using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster;

/// <summary>A running local cluster.</summary>
public sealed class LocalClusterHost : IAsyncDisposable
{
    private readonly ObjectStore _store;

    private LocalClusterHost(ObjectStore store, IClusterClient client)
    {
        _store = store;
        Client = client;
    }

    /// <summary>The API for the controllers and the node inside the process.</summary>
    public IClusterClient Client { get; }

    /// <summary>A kubeconfig for this cluster, as text.</summary>
    public string Kubeconfig { get; private init; } = "";

    /// <summary>Where the kubeconfig lies as a file.</summary>
    public string KubeconfigPath { get; private init; } = "";

    /// <summary>Address of the API server.</summary>
    public Uri BaseUri { get; private init; } = new("https://127.0.0.1");

    /// <summary>Bearer token of the cluster's administrator.</summary>
    public string Token { get; private init; } = "";

    /// <summary>Starts a cluster and returns once it serves.</summary>
    public static async Task<LocalClusterHost> StartAsync(LocalClusterOptions options, CancellationToken cancellationToken)
    {
        var log = options.StateDirectory is { } folder ? new StoreLog(Path.Combine(folder, "state")) : null;
        var store = new ObjectStore(log);
        var registry = new ResourceRegistry(BuiltInKinds.All());
        var random = options.Random ?? new Random().NextDouble;
        var writer = new ResourceWriter(store, new Admission(store), new Names(random), options.TimeProvider);
        var deleter = new ResourceDeleter(store, options.TimeProvider);
        var client = new InProcessClient(store, registry, writer, deleter, "kube-controller-manager");
        foreach (var name in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            if (await client.GetAsync(new("", "v1", "namespaces"), null, name, cancellationToken) is null)
            {
                await client.CreateAsync(new("", "v1", "namespaces"), new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Namespace",
                    ["metadata"] = new JsonObject { ["name"] = name },
                }, cancellationToken);
            }
        }

        return new LocalClusterHost(store, client);
    }

    /// <summary>Stops serving. State in a folder stays for the next start.</summary>
    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }
}
