namespace MaterialsSim.Cli.Cluster;

/// <summary>The command line that the local operator is started with.</summary>
internal static class OperatorArguments
{
    public static IReadOnlyList<string> For(string kubeconfig, string artifacts, string datasetRoot) =>
    [
        "--kubeconfig", kubeconfig,
        "--store", new Uri(artifacts).AbsoluteUri,
        "--datasetRoot", datasetRoot,
        "--agentImage", $"{KernelImages.Agent}:local",
        "--leaderElection", "false",
        "--listen", "http://127.0.0.1:0",
        "--exitWithStdin", "true",
    ];
}
