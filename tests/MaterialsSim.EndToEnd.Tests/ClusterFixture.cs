using System.Text.RegularExpressions;

namespace MaterialsSim.EndToEnd.Tests;

/// <summary>A local cluster: one for all tests of a class, or one for each.</summary>
public sealed partial class ClusterFixture : IAsyncLifetime
{
    private MaterialsSimCommand _command = null!;

    internal Workspace Workspace { get; } = new();

    internal Kubectl Kubectl { get; private set; } = null!;

    /// <summary>Folder that file:/// datasets lie below.</summary>
    internal string Datasets => Path.Combine(Workspace.Folder, "datasets");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Datasets);
        _command = MaterialsSimCommand.Start("cluster", "--state", Workspace.State, "--dataset-root", Datasets);
        var match = await _command.WaitForLineAsync(ExportLine());
        Kubectl = new Kubectl(match.Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        _command.Interrupt();
        await _command.WaitAsync();
        _command.Dispose();
        Workspace.Dispose();
    }

    [GeneratedRegex("export KUBECONFIG=(\\S+)")]
    private static partial Regex ExportLine();
}
