using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Reconciling;

namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>An API server that holds one campaign.</summary>
internal sealed class FakeApi(WriteGate gate) : ICampaignApi
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private int _version = 1;

    public SimulationCampaign Campaign { get; private set; } = null!;

    public List<CampaignEvent> Events { get; } = [];

    public Dictionary<string, string> ConfigMaps { get; } = [];

    public int StatusWrites { get; private set; }

    /// <summary>The largest status ever written, in bytes of JSON.</summary>
    public int LargestStatus { get; private set; }

    public void Apply(SimulationCampaign campaign)
    {
        var generation = (Campaign?.Metadata.Generation ?? 0) + 1;
        campaign.Status = Campaign?.Status;
        campaign.Metadata.Uid = Campaign?.Metadata.Uid ?? "0b1d7a52-8c0e-4a52-9c38-3d9f6a1e0001";
        campaign.Metadata.NamespaceProperty = "lab";
        campaign.Metadata.Generation = generation;
        campaign.Metadata.ResourceVersion = $"{++_version}";
        Campaign = Copy(campaign);
    }

    public SimulationCampaign Read() => Copy(Campaign);

    public Task<SimulationCampaign> WriteStatusAsync(SimulationCampaign campaign, SimulationCampaignStatus status, CancellationToken cancellationToken)
    {
        if (campaign.Metadata.ResourceVersion != Campaign.Metadata.ResourceVersion)
        {
            throw new InvalidOperationException("conflict: the campaign has changed");
        }

        gate.Pass("status", () =>
        {
            StatusWrites++;
            LargestStatus = Math.Max(LargestStatus, JsonSerializer.Serialize(status, Options).Length);
            var next = Copy(Campaign);
            next.Status = JsonSerializer.Deserialize<SimulationCampaignStatus>(JsonSerializer.Serialize(status, Options), Options);
            next.Metadata.ResourceVersion = $"{++_version}";
            Campaign = next;
        });
        return Task.FromResult(Read());
    }

    public Task<string?> ReadConfigMapAsync(string @namespace, string name, string key, CancellationToken cancellationToken)
        => Task.FromResult(ConfigMaps.GetValueOrDefault($"{name}/{key}"));

    public void Emit(SimulationCampaign campaign, CampaignEvent campaignEvent) => Events.Add(campaignEvent);

    private static SimulationCampaign Copy(SimulationCampaign campaign)
        => JsonNode.Parse(JsonSerializer.Serialize(campaign, Options)).Deserialize<SimulationCampaign>(Options)!;
}
