using System.Text;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.Operator.Metrics;
using Prometheus;

namespace MaterialsSim.Operator.Tests.Metrics;

public sealed class CampaignMetricsTests
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Store<SimulationCampaign> _campaigns = new();

    public CampaignMetricsTests() => _ = new CampaignMetrics(_registry, Prometheus.Metrics.WithCustomRegistry(_registry), _campaigns);

    [Fact]
    public async Task A_live_campaign_has_series_of_its_counts_and_a_deleted_one_leaves_none()
    {
        Put([Campaign("a"), Campaign("b")]);
        var text = await ScrapeAsync();
        Assert.Contains("materialssim_campaign_candidates{namespace=\"lab\",campaign=\"a\",state=\"succeeded\"} 7", text, StringComparison.Ordinal);
        Assert.Contains("materialssim_campaign_batches{namespace=\"lab\",campaign=\"b\",state=\"total\"} 3", text, StringComparison.Ordinal);
        Assert.Contains("materialssim_campaigns{phase=\"Running\"} 2", text, StringComparison.Ordinal);

        Put([Campaign("b")]);
        text = await ScrapeAsync();
        Assert.DoesNotContain("campaign=\"a\"", text, StringComparison.Ordinal);
        Assert.Contains("campaign=\"b\"", text, StringComparison.Ordinal);

        Put([]);
        text = await ScrapeAsync();
        Assert.DoesNotContain("campaign=\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("phase=\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_that_is_done_is_counted_by_phase_alone()
    {
        Put([Campaign("a", isDone: true)]);

        var text = await ScrapeAsync();

        Assert.DoesNotContain("campaign=\"a\"", text, StringComparison.Ordinal);
        Assert.Contains("materialssim_campaigns{phase=\"Complete\"} 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaigns_beyond_a_thousand_are_counted_not_listed()
    {
        Put([.. Enumerable.Range(0, 1003).Select(n => Campaign($"c-{n}"))]);

        var text = await ScrapeAsync();

        Assert.Contains("materialssim_campaigns_unlisted 3", text, StringComparison.Ordinal);
        Assert.Equal(1000, text.Split('\n').Count(line => line.StartsWith("materialssim_campaign_batches{", StringComparison.Ordinal) && line.Contains("state=\"total\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_runtime_s_metrics_have_the_names_of_known_dashboards_and_no_object_s_name()
    {
        var metrics = new RuntimeMetrics(Prometheus.Metrics.WithCustomRegistry(_registry));
        metrics.ApiRequest("get", "jobs.batch", 200, TimeSpan.FromSeconds(1));
        metrics.ApiRetry("get", "jobs.batch", 503);
        metrics.ApiThrottled(TimeSpan.FromSeconds(1));
        metrics.CacheWatchEnded("jobs", "expired");
        metrics.QueueDepth("campaign", 2);
        metrics.QueueLatency("campaign", TimeSpan.FromSeconds(1));
        metrics.QueueRetry("campaign");
        metrics.Reconciled("campaign", "success", TimeSpan.FromSeconds(1));
        metrics.StatusWrite("simulationcampaigns", changed: true);
        metrics.EventDropped("spam");
        metrics.Leading(leading: true);

        var text = await ScrapeAsync();

        string[] series =
        [
            "rest_client_requests_total{verb=\"get\",resource=\"jobs.batch\",code=\"200\"} 1", "rest_client_request_retries_total{verb=\"get\",resource=\"jobs.batch\",code=\"503\"} 1",
            "rest_client_request_duration_seconds_count{verb=\"get\"} 1", "rest_client_rate_limiter_duration_seconds_count 1",
            "reflector_watches_ended_total{cache=\"jobs\",reason=\"expired\"} 1", "workqueue_depth{name=\"campaign\"} 2", "workqueue_queue_duration_seconds_count{name=\"campaign\"} 1",
            "workqueue_retries_total{name=\"campaign\"} 1", "controller_runtime_reconcile_total{controller=\"campaign\",result=\"success\"} 1",
            "controller_runtime_reconcile_time_seconds_count{controller=\"campaign\"} 1", "materialssim_status_writes_total{resource=\"simulationcampaigns\",changed=\"true\"} 1",
            "materialssim_events_dropped_total{reason=\"spam\"} 1", "leader_election_master_status{name=\"materialssim\"} 1",
        ];
        Assert.All(series, line => Assert.Contains(line + "\n", text, StringComparison.Ordinal));
    }

    private static SimulationCampaign Campaign(string name, bool isDone = false) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "lab", Uid = name, ResourceVersion = "1", CreationTimestamp = DateTime.UnixEpoch },
        Status = new SimulationCampaignStatus
        {
            Phase = isDone ? Phases.Complete : Phases.Running,
            Run = new RunStatus { Number = 1, CompletionTime = isDone ? DateTime.UnixEpoch : null },
            Candidates = new CandidatesStatus { Total = 9, Succeeded = 7 },
            Batches = new BatchesStatus { Total = 3 },
        },
    };

    private void Put(IReadOnlyList<SimulationCampaign> campaigns) => _campaigns.Replace(campaigns);

    private async Task<string> ScrapeAsync()
    {
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
