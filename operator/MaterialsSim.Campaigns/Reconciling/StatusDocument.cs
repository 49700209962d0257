using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MaterialsSim.Api.Status;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Copies and compares statuses by their JSON: wire types have no value equality, and cached objects are never changed.</summary>
internal static class StatusDocument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static SimulationCampaignStatus Clone(SimulationCampaignStatus? status)
        => status is null ? new SimulationCampaignStatus() : JsonSerializer.Deserialize<SimulationCampaignStatus>(JsonSerializer.Serialize(status, Options), Options)!;

    public static bool AreEqual(SimulationCampaignStatus? a, SimulationCampaignStatus? b)
        => JsonNode.DeepEquals(JsonSerializer.SerializeToNode(a, Options), JsonSerializer.SerializeToNode(b, Options));
}
