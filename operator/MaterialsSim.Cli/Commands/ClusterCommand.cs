using MaterialsSim.Cli.Cluster;

namespace MaterialsSim.Cli.Commands;

/// <summary>Keeps a local cluster with the operator running until it is interrupted.</summary>
internal sealed class ClusterCommand
{
    public required DirectoryInfo State { get; init; }

    public required int Port { get; init; }

    public required DirectoryInfo DatasetRoot { get; init; }

    public required IReadOnlyList<string> Images { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var installation = Installation.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        using var state = StateFolder.Open(State.FullName);
        await using var session = await LocalSession.StartAsync(
            new SessionOptions { Installation = installation, State = state, Port = Port, DatasetRoot = DatasetRoot.FullName, Images = Images }, cancellationToken);

        Console.WriteLine("The local cluster is ready. In another terminal:");
        Console.WriteLine();
        Console.WriteLine($"  export KUBECONFIG={ShellText.Quote(session.KubeconfigPath)}");
        Console.WriteLine("  kubectl apply -f examples/hard-and-conductive.yaml");
        Console.WriteLine("  kubectl get campaigns -w");
        Console.WriteLine();
        Console.WriteLine($"file:/// datasets are below {DatasetRoot.FullName}; the operator logs to {state.OperatorLog}. Ctrl-C stops it; the state stays.");
        await session.Operator.WaitAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
