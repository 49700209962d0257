using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Kubectl;

/// <summary>The real kubectl against a cluster under test.</summary>
internal sealed class Kubectl(string executable, string kubeconfig, string home)
{
    /// <summary>Installs kubectl where it is not there yet and points it at a cluster.</summary>
    public static async Task<Kubectl> ForAsync(LocalClusterHost host, string version, string folder, CancellationToken cancellationToken)
    {
        var script = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Source())!, "../../../tools/install-kubectl.sh"));
        var (code, output, error) = await ExecuteAsync("bash", [script, version], null, [], cancellationToken);
        Assert.True(code == 0, $"install-kubectl.sh failed with {code}: {error}");
        var config = Path.Combine(folder, "kubeconfig");
        await File.WriteAllTextAsync(config, host.Kubeconfig, cancellationToken);
        return new(Path.Combine(output.Trim().Split('\n')[^1], "kubectl"), config, folder);
    }

    /// <summary>Runs kubectl and expects it to succeed.</summary>
    public async Task<string> RunAsync(string arguments, string? input = null)
    {
        var (code, output, error) = await TryAsync(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments} exited with {code}: {error}");
        return output;
    }

    /// <summary>Runs kubectl and tells how it went.</summary>
    public Task<(int Code, string Output, string Error)> TryAsync(string arguments, string? input = null) => ExecuteAsync(
        executable, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input,
        new() { ["KUBECONFIG"] = kubeconfig, ["HOME"] = home }, TestContext.Current.CancellationToken);

    private static async Task<(int Code, string Output, string Error)> ExecuteAsync(
        string program, IEnumerable<string> arguments, string? input, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(3));
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, await output, await error);
    }

    private static string Source([CallerFilePath] string file = "") => file;
}
