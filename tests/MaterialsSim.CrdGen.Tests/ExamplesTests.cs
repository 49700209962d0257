using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Preflight;
using YamlDotNet.Serialization;

namespace MaterialsSim.CrdGen.Tests;

/// <summary>What users copy from: the examples, and the campaign in the README, hold only known fields and pass preflight.</summary>
public sealed partial class ExamplesTests
{
    private static readonly JsonSerializerOptions s_strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static TheoryData<string> Examples() =>
        [.. Directory.GetFiles(Path.Combine(Campaign.Repository, "examples"), "*.yaml").Select(f => Path.GetFileName(f)).Order()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_can_start_as_it_is_written(string file) =>
        AssertStarts(File.ReadAllText(Path.Combine(Campaign.Repository, "examples", file)));

    [Fact]
    public void The_campaign_in_the_readme_can_start_as_it_is_written() =>
        AssertStarts(YamlBlock().Match(File.ReadAllText(Path.Combine(Campaign.Repository, "README.md"))).Groups[1].Value);

    [Fact]
    public void A_misspelt_field_is_found()
    {
        var text = File.ReadAllText(Path.Combine(Campaign.Repository, "examples", "minimal-inline.yaml"));
        Assert.Throws<JsonException>(() => Read(text.Replace("objectives:", "objectivs:", StringComparison.Ordinal)));
    }

    private static void AssertStarts(string yaml)
    {
        var campaign = Read(yaml);
        Assert.Equal(("materialssim.io/v1alpha1", "SimulationCampaign"), (campaign.ApiVersion, campaign.Kind));
        Assert.NotEmpty(campaign.Spec.Objectives);
        Assert.Empty(PreflightChecks.Run(campaign));
    }

    private static SimulationCampaign Read(string yaml)
    {
        var graph = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(graph);
        return JsonSerializer.Deserialize<SimulationCampaign>(json, s_strict)!;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
