using System.Diagnostics;
using System.Text;

namespace MaterialsSim.EndToEnd.Tests;

/// <summary>The real kubectl against a local cluster.</summary>
internal sealed class Kubectl(string kubeconfig)
{
    private static readonly Lazy<Task<string>> s_folder = new(InstallAsync);

    /// <summary>Runs it; a non-zero exit fails the test.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output) = await TryAsync(arguments);
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: {code}\n{output}");
        return output;
    }

    /// <summary>Runs it and returns exit code and everything that it printed.</summary>
    public async Task<(int ExitCode, string Output)> TryAsync(params string[] arguments)
        => await ProcessAsync(Path.Combine(await s_folder.Value, "kubectl"), arguments, kubeconfig);

    private static async Task<string> InstallAsync()
    {
        var (code, output) = await ProcessAsync("bash", [Repository.PathOf("tests/tools/install-kubectl.sh"), "v35"], kubeconfig: null);
        Assert.True(code == 0, output);
        return output.Trim().Split('\n')[^1];
    }

    private static async Task<(int ExitCode, string Output)> ProcessAsync(string program, string[] arguments, string? kubeconfig)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["KUBECONFIG"] = kubeconfig;
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        void Take(string? line)
        {
            lock (output)
            {
                output.Append(line is null ? "" : line + "\n");
            }
        }

        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.ToString());
    }
}
