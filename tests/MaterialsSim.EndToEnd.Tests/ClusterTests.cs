using System.Globalization;
using System.Text.RegularExpressions;

namespace MaterialsSim.EndToEnd.Tests;

// Whole clusters, on machines with two cores: one at a time.
[Collection("cluster")]
public sealed partial class ClusterTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private MaterialsSimCommand _command = null!;
    private Kubectl _kubectl = null!;

    public async ValueTask InitializeAsync()
    {
        _command = MaterialsSimCommand.Start("cluster", "--state", _workspace.State);
        var match = await _command.WaitForLineAsync(ExportLine());
        _kubectl = new Kubectl(match.Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        _command.Interrupt();
        await _command.WaitAsync();
        _command.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Kubectl_applies_watches_describes_logs_and_deletes_a_campaign()
    {
        var manifest = _workspace.SlowCampaign(12, 0.2);
        Assert.Contains("simulationcampaign.materialssim.io/slow created", await _kubectl.RunAsync("apply", "-f", manifest), StringComparison.Ordinal);
        var watching = _kubectl.TryAsync("get", "campaigns", "slow", "-w", "--request-timeout=60s");
        await _kubectl.RunAsync("wait", "--for=condition=Complete", "campaign/slow", "--timeout=120s");

        var table = (await _kubectl.RunAsync("get", "campaigns")).Split('\n');
        Assert.Matches(@"^NAME +PHASE +DONE +TOTAL +BEST +SCORE +AGE", table[0]);
        Assert.Matches(@"^slow +Complete +12 +12 +c\d+ +0\.\d+ ", table[1]);
        Assert.Contains("simulationcampaign.materialssim.io/slow unchanged", await _kubectl.RunAsync("apply", "-f", manifest), StringComparison.Ordinal);

        var description = await _kubectl.RunAsync("describe", "campaign", "slow");
        Assert.Matches(@"Reason: +Completed", description);
        Assert.Contains("RunComplete", description, StringComparison.Ordinal);

        var job = (await _kubectl.RunAsync("get", "jobs", "-o", "name", "-l", "materialssim.io/role=wave")).Trim();
        Assert.Contains("computed c", await _kubectl.RunAsync("logs", job, "-c", "kernel"), StringComparison.Ordinal);

        await _kubectl.RunAsync("delete", "campaign", "slow");
        await _kubectl.RunAsync("wait", "--for=delete", job, "--timeout=60s");
        Assert.Contains("No resources found", await _kubectl.RunAsync("get", "jobs,pods"), StringComparison.Ordinal);
        Assert.Contains("Running", (await watching).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallelism_and_suspend_take_hold_while_a_campaign_runs_and_no_batch_is_computed_twice()
    {
        await _kubectl.RunAsync("apply", "-f", _workspace.SlowCampaign(150, 3, parallelism: 50));
        await ActiveAsync(active => active >= 20);

        await _kubectl.RunAsync("patch", "campaign", "slow", "--type=merge", "-p", """{"spec":{"execution":{"parallelism":5}}}""");
        await ActiveAsync(active => active <= 5);
        await _kubectl.RunAsync("patch", "campaign", "slow", "--type=merge", "-p", """{"spec":{"suspend":true}}""");
        await ActiveAsync(active => active == 0);
        Assert.Contains("Suspended", await _kubectl.RunAsync("get", "campaign", "slow"), StringComparison.Ordinal);
        await _kubectl.RunAsync("patch", "campaign", "slow", "--type=merge", "-p", """{"spec":{"suspend":false,"execution":{"parallelism":50}}}""");

        await _kubectl.RunAsync("wait", "--for=condition=Complete", "campaign/slow", "--timeout=200s");

        Assert.Equal(150, _workspace.Commits());
        Assert.Equal(150, _workspace.Attempts().Count);
    }

    [Fact]
    public async Task A_bad_manifest_is_refused_with_the_fields_path_and_the_rule()
    {
        var manifest = _workspace.Example("hard-and-conductive.yaml", text => text
            .Replace("low: 1, high: 2000", "low: 3000, high: 2000", StringComparison.Ordinal)
            .Replace("distinctBy:", "distinctBye:", StringComparison.Ordinal));

        var (code, output) = await _kubectl.TryAsync("apply", "-f", manifest);

        Assert.Equal(1, code);
        Assert.Contains("unknown field \"spec.distinctBye\"", output, StringComparison.Ordinal);

        manifest = _workspace.Example("hard-and-conductive.yaml", text => text.Replace("low: 1, high: 2000", "low: 3000, high: 2000", StringComparison.Ordinal));
        (code, output) = await _kubectl.TryAsync("apply", "-f", manifest);

        Assert.Equal(1, code);
        Assert.Contains("spec.objectives[0].low: Invalid value", output, StringComparison.Ordinal);
        Assert.Contains("low must be less than high", output, StringComparison.Ordinal);
    }

    /// <summary>Watches the number of pods that run until it is as wanted.</summary>
    private async Task ActiveAsync(Func<int, bool> isEnough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var started = TimeProvider.System.GetTimestamp();
        int active;
        do
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            var text = await _kubectl.RunAsync("get", "jobs", "-l", "materialssim.io/role=wave", "-o", "jsonpath={.items[*].status.active}");
            active = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(n => int.Parse(n, CultureInfo.InvariantCulture));
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"{active} pods are active after a minute");
        }
        while (!isEnough(active));
    }

    [GeneratedRegex("export KUBECONFIG=(\\S+)")]
    private static partial Regex ExportLine();
}
