using System.Globalization;

namespace MaterialsSim.EndToEnd.Tests;

// Whole clusters, on machines with two cores: one at a time.
[Collection("cluster")]
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly ClusterFixture _cluster = new();

    private Workspace Workspace => _cluster.Workspace;

    private Kubectl Kubectl => _cluster.Kubectl;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Kubectl_applies_watches_describes_logs_and_deletes_a_campaign()
    {
        var manifest = Workspace.SlowCampaign(12, 0.2);
        Assert.Contains("simulationcampaign.materialssim.io/slow created", await Kubectl.RunAsync("apply", "-f", manifest), StringComparison.Ordinal);
        var watching = Kubectl.TryAsync("get", "campaigns", "slow", "-w", "--request-timeout=60s");
        await Kubectl.RunAsync("wait", "--for=condition=Complete", "campaign/slow", "--timeout=120s");

        var table = (await Kubectl.RunAsync("get", "campaigns")).Split('\n');
        Assert.Matches(@"^NAME +PHASE +DONE +TOTAL +BEST +SCORE +AGE", table[0]);
        Assert.Matches(@"^slow +Complete +12 +12 +c\d+ +0\.\d+ ", table[1]);
        Assert.Contains("simulationcampaign.materialssim.io/slow unchanged", await Kubectl.RunAsync("apply", "-f", manifest), StringComparison.Ordinal);

        var description = await Kubectl.RunAsync("describe", "campaign", "slow");
        Assert.Matches(@"Reason: +Completed", description);
        Assert.Contains("RunComplete", description, StringComparison.Ordinal);

        var job = (await Kubectl.RunAsync("get", "jobs", "-o", "name", "-l", "materialssim.io/role=wave")).Trim();
        Assert.Contains("computed c", await Kubectl.RunAsync("logs", job, "-c", "kernel"), StringComparison.Ordinal);

        await Kubectl.RunAsync("delete", "campaign", "slow");
        await Kubectl.RunAsync("wait", "--for=delete", job, "--timeout=60s");
        Assert.Contains("No resources found", await Kubectl.RunAsync("get", "jobs,pods"), StringComparison.Ordinal);
        Assert.Contains("Running", (await watching).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallelism_and_suspend_take_hold_while_a_campaign_runs_and_no_batch_is_computed_twice()
    {
        await Kubectl.RunAsync("apply", "-f", Workspace.SlowCampaign(150, 3, parallelism: 50));
        await ActiveAsync(active => active >= 20);

        await Kubectl.RunAsync("patch", "campaign", "slow", "--type=merge", "-p", """{"spec":{"execution":{"parallelism":5}}}""");
        await ActiveAsync(active => active <= 5);
        await Kubectl.RunAsync("patch", "campaign", "slow", "--type=merge", "-p", """{"spec":{"suspend":true}}""");
        await ActiveAsync(active => active == 0);
        Assert.Contains("Suspended", await Kubectl.RunAsync("get", "campaign", "slow"), StringComparison.Ordinal);
        await Kubectl.RunAsync("patch", "campaign", "slow", "--type=merge", "-p", """{"spec":{"suspend":false,"execution":{"parallelism":50}}}""");

        await Kubectl.RunAsync("wait", "--for=condition=Complete", "campaign/slow", "--timeout=200s");

        Assert.Equal(150, Workspace.Commits());
        Assert.Equal(150, Workspace.Attempts().Count);
    }

    [Fact]
    public async Task A_bad_manifest_is_refused_with_the_fields_path_and_the_rule()
    {
        var manifest = Workspace.Example("hard-and-conductive.yaml", text => text
            .Replace("low: 1, high: 2000", "low: 3000, high: 2000", StringComparison.Ordinal)
            .Replace("distinctBy:", "distinctBye:", StringComparison.Ordinal));

        var (code, output) = await Kubectl.TryAsync("apply", "-f", manifest);

        Assert.Equal(1, code);
        Assert.Contains("unknown field \"spec.distinctBye\"", output, StringComparison.Ordinal);

        manifest = Workspace.Example("hard-and-conductive.yaml", text => text.Replace("low: 1, high: 2000", "low: 3000, high: 2000", StringComparison.Ordinal));
        (code, output) = await Kubectl.TryAsync("apply", "-f", manifest);

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
            var text = await Kubectl.RunAsync("get", "jobs", "-l", "materialssim.io/role=wave", "-o", "jsonpath={.items[*].status.active}");
            active = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(n => int.Parse(n, CultureInfo.InvariantCulture));
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"{active} pods are active after a minute");
        }
        while (!isEnough(active));
    }
}
