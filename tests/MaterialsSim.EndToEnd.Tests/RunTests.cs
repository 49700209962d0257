using System.Text.Json.Nodes;

namespace MaterialsSim.EndToEnd.Tests;

// Whole clusters, on machines with two cores: one at a time.
[Collection("cluster")]
public sealed class RunTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_example_runs_to_its_best_materials_and_edits_are_answered_as_they_should()
    {
        var manifest = _workspace.Example("hard-and-conductive.yaml");
        var (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);

        Assert.True(code == 0, output);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("diamond", output, StringComparison.Ordinal);
        var report = JsonNode.Parse(File.ReadAllText(Path.Combine(_workspace.Run(), "report.json")))!;
        Assert.Equal("diamond", (string?)report["best"]![0]!["id"]);
        Assert.InRange(File.ReadAllLines(Path.Combine(_workspace.Run(), "front.csv")).Length - 1, 10, 100);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(_workspace.Run(), "front.png"))[..4]);
        var attempts = _workspace.Attempts();
        Assert.Equal(13, attempts.Count);

        // Once more on the same state: nothing is computed again.
        var answer = _workspace.Answer();
        (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);
        Assert.True(code == 0, output);
        Assert.Equal(attempts, _workspace.Attempts());
        Assert.Equal(answer, _workspace.Answer());

        // A weight: a new report, no kernel.
        manifest = _workspace.Example("hard-and-conductive.yaml", text => text.Replace("low: 1000, high: 7000", "low: 1000, high: 7000, weight: 5", StringComparison.Ordinal));
        (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);
        Assert.True(code == 0, output);
        Assert.Equal(attempts, _workspace.Attempts());
        Assert.NotEqual(answer, _workspace.Answer());

        // A kernel parameter: run 2.
        manifest = _workspace.Example("hard-and-conductive.yaml", text => text.Replace("temperature_K: \"300\"", "temperature_K: \"600\"", StringComparison.Ordinal));
        (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);
        Assert.True(code == 0, output);
        Assert.Equal(13, _workspace.Attempts(2).Count);
        Assert.NotEqual(answer, _workspace.Answer(2));
    }

    [Fact]
    public async Task Inline_candidates_run_without_a_dataset_file()
    {
        var (code, output) = await MaterialsSimCommand.RunAsync("run", Repository.PathOf("examples/minimal-inline.yaml"), "--state", _workspace.State);

        Assert.True(code == 0, output);
        Assert.Contains("1980", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_that_fails_says_why_and_exits_with_5()
    {
        var (code, output) = await MaterialsSimCommand.RunAsync("run", Repository.PathOf("examples/fails-on-purpose.yaml"), "--state", _workspace.State);

        Assert.True(code == 5, output);
        Assert.Contains("TooManyFailures", output, StringComparison.Ordinal);
        Assert.Contains("KernelRefused", output, StringComparison.Ordinal);
        Assert.Contains("licence of the simulation program has expired", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_manifest_is_refused_with_the_path_and_the_rule()
    {
        var manifest = _workspace.Example("hard-and-conductive.yaml", text => text.Replace("topK: 10", "topK: 99", StringComparison.Ordinal));
        var (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);

        Assert.True(code == 3, output);
        Assert.Contains("spec.topK", output, StringComparison.Ordinal);
        Assert.Contains("should be less than or equal to 20", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_dataset_is_named_and_exits_with_4()
    {
        var manifest = _workspace.Example("hard-and-conductive.yaml", text => text.Replace("crystals.csv", "crystal.csv", StringComparison.Ordinal));
        var (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);

        Assert.True(code == 4, output);
        Assert.Contains("DatasetNotFound", output, StringComparison.Ordinal);
        Assert.Contains("file:///crystal.csv", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_elastic_constants_give_the_known_hardest_material()
    {
        var dataset = Repository.Shared("data/elastic.csv");
        Assert.SkipWhen(dataset is null, "there is no shared/data/elastic.csv beside the checkout");
        var manifest = _workspace.Example("hard-and-conductive.yaml", text => text
            .Replace("file:///crystals.csv", "file:///elastic.csv", StringComparison.Ordinal)
            .Replace("idColumn: id", "idColumn: material_id", StringComparison.Ordinal)
            .Replace("report: [formula, name]", "report: [formula]", StringComparison.Ordinal)
            .Replace("batchSize: 8", "batchSize: 100", StringComparison.Ordinal));
        File.Copy(dataset!, Path.Combine(_workspace.Folder, "elastic.csv"));

        var (code, output) = await MaterialsSimCommand.RunAsync("run", manifest, "--state", _workspace.State);

        Assert.True(code == 0, output);
        var best = JsonNode.Parse(File.ReadAllText(Path.Combine(_workspace.Run(), "report.json")))!["best"]![0]!;
        Assert.Equal("mp-611426", (string?)best["id"]);
        var row = File.ReadAllLines(Path.Combine(_workspace.Run(), "best.csv"))[1];
        Assert.Contains("93.4", row, StringComparison.Ordinal);
        Assert.Contains("828.1", row, StringComparison.Ordinal);
    }
}
