using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Apply;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Crds;
using MaterialsSim.LocalCluster.Discovery;
using MaterialsSim.LocalCluster.Garbage;
using MaterialsSim.LocalCluster.Handlers;
using MaterialsSim.LocalCluster.OpenApi;
using MaterialsSim.LocalCluster.Paging;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Schemas;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using MaterialsSim.LocalCluster.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MaterialsSim.LocalCluster;

/// <summary>A running local cluster.</summary>
public sealed class LocalClusterHost : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly ApiServer _server;
    private readonly CancellationTokenSource _stopping;
    private readonly IReadOnlyList<Task> _loops;
    private ControllerSet? _controllers;

    private LocalClusterHost(ObjectStore store, ApiServer server, IClusterClient client, CancellationTokenSource stopping, IReadOnlyList<Task> loops)
    {
        _store = store;
        _server = server;
        _stopping = stopping;
        _loops = loops;
        Client = client;
    }

    /// <summary>The API for the controllers and the node inside the process.</summary>
    public IClusterClient Client { get; }

    /// <summary>A kubeconfig for this cluster, as text.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>Where the kubeconfig lies as a file; null when the cluster lives in memory alone.</summary>
    public string? KubeconfigPath { get; private init; }

    /// <summary>Address of the API server.</summary>
    public Uri BaseUri => _server.Address;

    /// <summary>Bearer token of the cluster's administrator.</summary>
    public required string Token { get; init; }

    /// <summary>The node that serves logs, once there is one.</summary>
    public IPodRuntime? PodRuntime { get; set; }

    /// <summary>Starts a cluster and returns once it serves.</summary>
    /// <exception cref="FormatException">A CRD cannot be served: the message names it and says why.</exception>
    public static async Task<LocalClusterHost> StartAsync(LocalClusterOptions options, CancellationToken cancellationToken)
    {
        var folder = options.StateDirectory;
        var store = new ObjectStore(folder is null ? null : new StoreLog(Path.Combine(folder, "state")));
        var stopping = new CancellationTokenSource();
        var time = options.TimeProvider;
        var kinds = new CrdKinds(new CelValidators(options.CelValidators));
        var registry = new ResourceRegistry(BuiltInKinds.All(new CrdRules(kinds)));
        var writer = new ResourceWriter(store, new Admission(store), new Names(options.Random ?? new Random().NextDouble), time);
        var deleter = new ResourceDeleter(store, time);
        var client = new InProcessClient(store, registry, writer, deleter, "kube-controller-manager");
        var token = ServerState.Token(folder);
        var certificate = TlsIdentity.LoadOrCreate(folder, time.GetUtcNow());
        LocalClusterHost? host = null;
        var tables = new TableBuilder(time);
        var objects = new ObjectHandler(store, writer, deleter, new Applier(store, writer, time), tables);
        var router = new RequestRouter(
            token, registry, new DiscoveryHandler(registry, new OpenApiDocuments(registry)), new ListHandler(store, new PageCache(time), tables),
            new WatchHandler(store, tables, time), objects,
            new SubresourceHandler(store, objects, new ScaleHandler(store, writer), new LogHandler(store, () => host?.PodRuntime), new PodHandler(writer, deleter, time), new NamespaceHandler(writer)),
            new ReviewHandler(token), (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("ApiServer"), stopping.Token);
        var collector = new GarbageCollector(store, registry, writer, deleter);
        var cleaner = new NamespaceCleaner(store, registry, writer, deleter);
        await Bootstrap.NamespacesAsync(client, cancellationToken);
        var serving = new CrdServing(store, registry, writer, deleter, kinds, time);
        var position = serving.Start();
        Bootstrap.Crds(options.Crds, registry, writer, serving);
        var (garbage, homes) = (store.Follow(), store.Follow());
        collector.Start();
        cleaner.Start();
        var preferred = options.Port != 0 ? options.Port : ServerState.Port(folder);
        var server = await ApiServer.StartAsync(preferred, options.Port == 0, certificate, router.HandleAsync, cancellationToken);
        var kubeconfig = Server.Kubeconfig.Text(server.Address, token, certificate.ExportCertificatePem());
        host = new LocalClusterHost(store, server, client, stopping, 
        [
            serving.RunAsync(position, stopping.Token), collector.RunAsync(garbage, stopping.Token), cleaner.RunAsync(homes, stopping.Token),
        ])
        {
            Kubeconfig = kubeconfig,
            Token = token,
            KubeconfigPath = ServerState.Save(folder, server.Address.Port, kubeconfig),
        };
        host._controllers = await ControllerSet.StartAsync(client, options.Node, time, options.LoggerFactory ?? NullLoggerFactory.Instance, cancellationToken);
        host.PodRuntime = host._controllers.Runtime;
        return host;
    }

    /// <summary>Stops serving. State in a folder stays for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_controllers is not null)
        {
            await _controllers.DisposeAsync();
        }

        await _stopping.CancelAsync();
        await _server.DisposeAsync();
        await Task.WhenAll(_loops);
        _store.Dispose();
        _stopping.Dispose();
    }
}
