using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Events;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Status;

namespace MaterialsSim.Operator.Campaigns;

/// <summary>The reconciler's calls to the API server.</summary>
internal sealed class CampaignApi(KubernetesApi api, IEventRecorder events, IRuntimeMetrics metrics) : ICampaignApi
{
    private readonly ResourceClient<V1ConfigMap> _configMaps = api.Resource<V1ConfigMap>();
    private readonly StatusWriter<SimulationCampaign, SimulationCampaignStatus> _status = new(api.Resource<SimulationCampaign>(), c => c.Status, metrics);

    public async Task<SimulationCampaign> WriteStatusAsync(SimulationCampaign campaign, SimulationCampaignStatus status, CancellationToken cancellationToken)
        => (await _status.WriteAsync(campaign, status, cancellationToken)).Object;

    public async Task<string?> ReadConfigMapAsync(string @namespace, string name, string key, CancellationToken cancellationToken)
    {
        var map = await _configMaps.FindAsync(@namespace, name, cancellationToken);
        return map?.Data is { } data && data.TryGetValue(key, out var text) ? text : null;
    }

    public void Emit(SimulationCampaign campaign, CampaignEvent campaignEvent)
        => events.Record(campaign, campaignEvent.IsWarning ? EventKind.Warning : EventKind.Normal, campaignEvent.Reason, campaignEvent.Reason, campaignEvent.Note);
}
