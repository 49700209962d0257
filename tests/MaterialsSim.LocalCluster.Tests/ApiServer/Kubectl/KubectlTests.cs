namespace MaterialsSim.LocalCluster.Tests.ApiServer.Kubectl;

/// <summary>What a person does with kubectl, done with the real one.</summary>
public sealed class KubectlTests : IDisposable
{
    private const string Widget = """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: a, labels: {team: x}}
        spec: {size: 3, tags: [t1], parts: [{name: p}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("v35")]
    [InlineData("v33")]
    public async Task A_foreign_definition_is_installed_and_its_objects_are_applied_shown_changed_and_deleted(string version)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new() { CelValidators = Widgets.Validators }, cancellationToken);
        var kubectl = await Kubectl.ForAsync(host, version, _folder, cancellationToken);

        await kubectl.RunAsync("apply -f -", Widgets.Definition);
        await kubectl.RunAsync("wait --for=condition=Established crd/widgets.example.com --timeout=20s");
        Assert.Contains("created", await kubectl.RunAsync("apply -f -", Widget), StringComparison.Ordinal);
        Assert.Matches(@"NAME\s+SIZE\s+PHASE\s+AGE\na\s+3\s+\d+s", await kubectl.RunAsync("get wd"));

        var (code, _, error) = await kubectl.TryAsync("apply -f -", Widget.Replace("size: 3", "size: 30", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.Contains("spec.size: Invalid value: 30: spec.size in body should be less than or equal to 10", error, StringComparison.Ordinal);

        await kubectl.RunAsync("patch widget a --type=merge -p {\"spec\":{\"size\":5}}");
        await kubectl.RunAsync("scale widget a --replicas=7");
        Assert.Equal("7 3", await kubectl.RunAsync("get widget a -o jsonpath={.spec.size}{\"\\u0020\"}{.metadata.generation}"));
        await kubectl.RunAsync("apply --server-side --force-conflicts -f -", Widget);
        Assert.Contains("How big the widget is.", await kubectl.RunAsync("explain widget.spec.size"), StringComparison.Ordinal);
        Assert.Contains("Kind:         Widget", await kubectl.RunAsync("describe widget a"), StringComparison.Ordinal);
        await kubectl.RunAsync("delete widget a --cascade=foreground --timeout=20s");
        Assert.Equal("", await kubectl.RunAsync("get widgets -o name"));
    }

    [Fact]
    public async Task Everyday_commands_on_built_in_kinds_work()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new(), cancellationToken);
        var kubectl = await Kubectl.ForAsync(host, "v35", _folder, cancellationToken);

        await kubectl.RunAsync("create namespace lab");
        await kubectl.RunAsync("create configmap data -n lab --from-literal=x=1");
        await kubectl.RunAsync("label configmap data -n lab team=x");
        Assert.Equal("configmap/data\n", await kubectl.RunAsync("get configmap -n lab -l team=x -o name"));
        await kubectl.RunAsync("create secret generic s -n lab --from-literal=password=hunter2");
        Assert.Equal("aHVudGVyMg==", await kubectl.RunAsync("get secret s -n lab -o jsonpath={.data.password}"));
        Assert.Equal("yes\n", await kubectl.RunAsync("auth can-i list jobs"));
        await kubectl.RunAsync("delete namespace lab --timeout=20s");
        var (code, _, error) = await kubectl.TryAsync("get configmap data -n lab");
        Assert.Equal(1, code);
        Assert.Contains("NotFound", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_with_a_rule_that_nobody_registered_is_refused_by_the_rules_text()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new(), cancellationToken);
        var kubectl = await Kubectl.ForAsync(host, "v35", _folder, cancellationToken);
        var (code, _, error) = await kubectl.TryAsync("apply -f -", Widgets.Definition);
        Assert.Equal(1, code);
        Assert.Contains("no validator is registered for the CEL rule at spec: !has(self.low) || !has(self.high) || self.low < self.high", error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FormatException>(() => LocalClusterHost.StartAsync(new() { Crds = [Widgets.Definition] }, cancellationToken));
    }
}
