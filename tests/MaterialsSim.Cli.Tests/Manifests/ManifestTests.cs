using MaterialsSim.Cli.Manifests;

namespace MaterialsSim.Cli.Tests.Manifests;

public sealed class ManifestTests : IDisposable
{
    private const string Campaign = "apiVersion: materialssim.io/v1alpha1\nkind: SimulationCampaign\nmetadata: {name: c}\nspec: {execution: {retries: 1}}\n";
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_campaign_and_its_config_maps_are_read()
    {
        var manifest = Read($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m}}\n---\n{Campaign}---\n");

        Assert.Equal(("c", "default", 1), (manifest.Name, manifest.Namespace, manifest.ConfigMaps.Count));
    }

    [Fact]
    public void Parallelism_can_be_overridden()
    {
        var manifest = Read(Campaign);
        manifest.SetParallelism(7);

        Assert.Equal("""{"retries":1,"parallelism":7}""", manifest.Campaign["spec"]!["execution"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "it holds nothing")]
    [InlineData(Campaign + "---\n" + Campaign, "it holds SimulationCampaign, SimulationCampaign")]
    [InlineData(Campaign + "---\nkind: Secret\napiVersion: v1\n", "it holds SimulationCampaign, Secret")]
    [InlineData("kind: SimulationCampaign\napiVersion: materialssim.io/v2\n", "must hold one SimulationCampaign of materialssim.io/v1alpha1")]
    [InlineData("apiVersion: materialssim.io/v1alpha1\nkind: SimulationCampaign\n", "without metadata.name")]
    [InlineData("a: [", "cannot be read")]
    public void Anything_else_is_refused_with_what_it_is(string text, string message)
    {
        var refused = Assert.Throws<CliException>(() => Read(text));

        Assert.Equal(ExitCodes.ManifestRefused, refused.ExitCode);
        Assert.Contains(message, refused.Message);
    }

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Equal("The manifest none.yaml does not exist.", Assert.Throws<CliException>(() => Manifest.Read(new FileInfo("none.yaml"))).Message);

    [Fact]
    public void A_refusal_shows_each_field_with_its_rule() => Assert.Equal(
        "The API server refused c:\n  spec.low: low must be less than high\n  spec.size: Required value",
        Refusal.Text("c", """
            {"message":"all in one","details":{"causes":[{"field":"spec.low","message":"low must be less than high"},{"field":"spec.size","message":"Required value"},
             {"field":"<nil>","message":"some validation rules were not checked"}]}}
            """));

    [Theory]
    [InlineData("""{"message":"forbidden"}""", "The API server refused c: forbidden")]
    [InlineData("gateway timeout", "The API server refused c: gateway timeout")]
    [InlineData(null, "The API server refused c: no reason given")]
    public void A_refusal_without_causes_shows_what_there_is(string? body, string text) => Assert.Equal(text, Refusal.Text("c", body));

    public void Dispose() => File.Delete(_file);

    private Manifest Read(string text)
    {
        File.WriteAllText(_file, text);
        return Manifest.Read(new FileInfo(_file));
    }
}
