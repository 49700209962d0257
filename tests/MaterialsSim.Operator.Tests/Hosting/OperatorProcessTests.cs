using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MaterialsSim.Campaigns.Preflight;
using MaterialsSim.LocalCluster;

namespace MaterialsSim.Operator.Tests.Hosting;

/// <summary>The built operator as a process.</summary>
public sealed class OperatorProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Option --store names the artifact root")]
    [InlineData("Option --workers lies between 1 and 64.", "--store", "file:///tmp", "--workers", "0")]
    [InlineData("abc", "--store", "file:///tmp", "--workers", "abc")]
    [InlineData("not served yet", "--store", "s3://bucket/prefix")]
    public async Task A_bad_option_ends_it_with_64_and_says_which(string message, params string[] arguments)
    {
        using var patience = Patient();
        using var process = Start(arguments);
        var error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(64, process.ExitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_for_its_health_and_metrics_beside_a_cluster_and_ends_with_its_parent()
    {
        using var patience = Patient();
        using var folder = new ScratchFolder();
        await using var cluster = await LocalClusterHost.StartAsync(
            new() { StateDirectory = folder.In("cluster"), Crds = Directory.GetFiles(Path.Combine(Repository.Root, "crds"), "*.yaml"), CelValidators = CelRules.All },
            patience.Token);
        var address = FreeAddress();
        using var process = Start(
            "--kubeconfig", cluster.KubeconfigPath!, "--store", $"file://{folder.Root}/artifacts", "--leaderElection", "false", "--listen", address, "--exitWithStdin", "true");
        var log = process.StandardOutput.ReadToEndAsync(patience.Token);

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        Assert.Equal("ok", await AnswerAsync(http, "/readyz", patience.Token));
        Assert.Equal("ok", await AnswerAsync(http, "/healthz", patience.Token));
        Assert.Contains("leader_election_master_status", await AnswerAsync(http, "/metrics", patience.Token), StringComparison.Ordinal);

        process.StandardInput.Close();
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, await log);
    }

    /// <summary>Asks until the answer is 200: the process starts, then fills its caches.</summary>
    private static async Task<string> AnswerAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            try
            {
                using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return await response.Content.ReadAsStringAsync(cancellationToken);
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        while (await pace.WaitForNextTickAsync(cancellationToken));
        throw new OperationCanceledException(cancellationToken);
    }

    private static Process Start(params string[] arguments)
        => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "materialssim-operator.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static CancellationTokenSource Patient()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Patience);
        return source;
    }

    private static string FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
    }
}
