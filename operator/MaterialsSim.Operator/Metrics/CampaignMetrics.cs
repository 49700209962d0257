using MaterialsSim.Api;
using MaterialsSim.ControllerRuntime.Caching;
using Prometheus;

namespace MaterialsSim.Operator.Metrics;

/// <summary>
/// Per-campaign gauges, read from the cache when Prometheus asks, for campaigns that exist: a deleted one leaves no series behind. Beyond a cap the
/// rest is counted, not listed.
/// </summary>
internal sealed class CampaignMetrics
{
    private const int MaxCampaigns = 1000;

    private readonly Store<SimulationCampaign> _campaigns;
    private readonly Gauge _candidates;
    private readonly Gauge _batches;
    private readonly Gauge _overflow;
    private readonly Gauge _byPhase;
    private HashSet<(string Namespace, string Name)> _listed = [];

    public CampaignMetrics(CollectorRegistry registry, IMetricFactory metrics, Store<SimulationCampaign> campaigns)
    {
        _campaigns = campaigns;
        _candidates = metrics.CreateGauge("materialssim_campaign_candidates", "Candidates of the current run, by state.", ["namespace", "campaign", "state"]);
        _batches = metrics.CreateGauge("materialssim_campaign_batches", "Batches of the current run, by state.", ["namespace", "campaign", "state"]);
        _overflow = metrics.CreateGauge("materialssim_campaigns_unlisted", "Live campaigns beyond the cap, which have no series of their own.");
        _byPhase = metrics.CreateGauge("materialssim_campaigns", "Campaigns, by phase.", ["phase"]);
        registry.AddBeforeCollectCallback(Collect);
    }

    private void Collect()
    {
        var all = _campaigns.List();
        foreach (var phase in all.GroupBy(c => c.Status?.Phase ?? Phases.Pending))
        {
            _byPhase.WithLabels(phase.Key).Set(phase.Count());
        }

        foreach (var gone in _byPhase.GetAllLabelValues().Where(labels => !all.Any(c => (c.Status?.Phase ?? Phases.Pending) == labels[0])).ToList())
        {
            _byPhase.RemoveLabelled(gone);
        }

        var live = all.Where(c => c.Status?.Run is { CompletionTime: null }).OrderBy(c => c.Metadata.CreationTimestamp).ToList();
        _overflow.Set(Math.Max(0, live.Count - MaxCampaigns));
        HashSet<(string, string)> listed = [];
        foreach (var campaign in live.Take(MaxCampaigns))
        {
            listed.Add((campaign.Metadata.NamespaceProperty, campaign.Metadata.Name));
            List(campaign);
        }

        foreach (var (@namespace, name) in _listed.Where(key => !listed.Contains(key)))
        {
            Remove(_candidates, @namespace, name);
            Remove(_batches, @namespace, name);
        }

        _listed = listed;
    }

    private void List(SimulationCampaign campaign)
    {
        var (@namespace, name) = (campaign.Metadata.NamespaceProperty, campaign.Metadata.Name);
        if (campaign.Status?.Candidates is { } candidates)
        {
            Set(_candidates, ("total", candidates.Total), ("succeeded", candidates.Succeeded), ("infeasible", candidates.Infeasible), ("unranked", candidates.Unranked), ("failed", candidates.Failed));
        }

        if (campaign.Status?.Batches is { } batches)
        {
            Set(_batches, ("total", batches.Total), ("succeeded", batches.Succeeded), ("running", batches.Running), ("failed", batches.Failed));
        }

        void Set(Gauge gauge, params (string State, long Value)[] values)
        {
            foreach (var (state, value) in values)
            {
                gauge.WithLabels(@namespace, name, state).Set(value);
            }
        }
    }

    private static void Remove(Gauge gauge, string @namespace, string name)
    {
        foreach (var labels in gauge.GetAllLabelValues().Where(labels => labels[0] == @namespace && labels[1] == name).ToList())
        {
            gauge.RemoveLabelled(labels);
        }
    }
}
