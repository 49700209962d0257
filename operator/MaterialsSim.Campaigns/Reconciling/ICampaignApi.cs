using MaterialsSim.Api;
using MaterialsSim.Api.Status;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>What the reconciler asks of the API server beside its backend.</summary>
public interface ICampaignApi
{
    /// <summary>
    /// Writes the campaign's status with its resourceVersion and returns the object as stored. Throws when the campaign has changed since: the pass
    /// ends, and the next one sees the newer object.
    /// </summary>
    Task<SimulationCampaign> WriteStatusAsync(SimulationCampaign campaign, SimulationCampaignStatus status, CancellationToken cancellationToken);

    /// <summary>A key of a config map as text, or null when the map or the key does not exist.</summary>
    Task<string?> ReadConfigMapAsync(string @namespace, string name, string key, CancellationToken cancellationToken);

    /// <summary>Emits an event on the campaign; never blocks and never fails.</summary>
    void Emit(SimulationCampaign campaign, CampaignEvent campaignEvent);
}
