using MaterialsSim.Campaigns.Preflight;
using MaterialsSim.LocalCluster;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Node;

namespace MaterialsSim.Cli.Cluster;

/// <summary>A local cluster in this process and the operator beside it as a child.</summary>
internal sealed class LocalSession : IAsyncDisposable
{
    private readonly LocalClusterHost _host;

    private LocalSession(LocalClusterHost host, OperatorProcess @operator) => (_host, Operator) = (host, @operator);

    /// <summary>The API, in process.</summary>
    public IClusterClient Client => _host.Client;

    /// <summary>Kubeconfig for the cluster's administrator.</summary>
    public string KubeconfigPath => _host.KubeconfigPath!;

    /// <summary>The operator.</summary>
    public OperatorProcess Operator { get; }

    /// <exception cref="CliException">The cluster cannot be started.</exception>
    public static async Task<LocalSession> StartAsync(SessionOptions options, CancellationToken cancellationToken)
    {
        var (installation, state) = (options.Installation, options.State);
        var images = KernelImages.Folders(installation, options.Images);
        LocalClusterHost host;
        try
        {
            host = await LocalClusterHost.StartAsync(
                new LocalClusterOptions
                {
                    StateDirectory = state.Cluster,
                    Port = options.Port,
                    Crds = installation.Crds,
                    CelValidators = CelRules.All,
                    Node = new NodeOptions { RootDirectory = state.Node, ImageFolders = images },
                    TimeProvider = options.Time,
                },
                cancellationToken);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw new CliException(ExitCodes.ClusterFailed, $"The local cluster in {state.Path} cannot be started: {e.Message}", e);
        }

        var arguments = OperatorArguments.For(host.KubeconfigPath!, state.Artifacts, options.DatasetRoot);
        return new LocalSession(host, OperatorProcess.Start(installation.Operator, arguments, state.OperatorLog, options.Time));
    }

    public async ValueTask DisposeAsync()
    {
        await Operator.DisposeAsync();
        await _host.DisposeAsync();
    }
}
