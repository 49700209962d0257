using MaterialsSim.ControllerRuntime.Hosting;
using Prometheus;

namespace MaterialsSim.Operator.Metrics;

/// <summary>The runtime's metrics under controller-runtime's and client-go's names, so that known dashboards fit. No label holds an object's name.</summary>
internal sealed class RuntimeMetrics : IRuntimeMetrics
{
    private readonly Counter _requests;
    private readonly Counter _retries;
    private readonly Histogram _requestSeconds;
    private readonly Histogram _throttleSeconds;
    private readonly Counter _watchesEnded;
    private readonly Gauge _queueDepth;
    private readonly Histogram _queueSeconds;
    private readonly Counter _queueRetries;
    private readonly Counter _reconciles;
    private readonly Histogram _reconcileSeconds;
    private readonly Counter _statusWrites;
    private readonly Counter _eventsDropped;
    private readonly Gauge _leading;

    public RuntimeMetrics(IMetricFactory metrics)
    {
        _requests = metrics.CreateCounter("rest_client_requests_total", "Requests to the API server.", ["verb", "resource", "code"]);
        _retries = metrics.CreateCounter("rest_client_request_retries_total", "Requests sent again.", ["verb", "resource", "code"]);
        _requestSeconds = metrics.CreateHistogram("rest_client_request_duration_seconds", "Time to the answer.", ["verb"]);
        _throttleSeconds = metrics.CreateHistogram("rest_client_rate_limiter_duration_seconds", "Time that requests waited for our own rate limit.");
        _watchesEnded = metrics.CreateCounter("reflector_watches_ended_total", "Watches that ended, by reason.", ["cache", "reason"]);
        _queueDepth = metrics.CreateGauge("workqueue_depth", "Keys that wait.", ["name"]);
        _queueSeconds = metrics.CreateHistogram("workqueue_queue_duration_seconds", "Time that keys waited.", ["name"]);
        _queueRetries = metrics.CreateCounter("workqueue_retries_total", "Keys that were added again after a failure.", ["name"]);
        _reconciles = metrics.CreateCounter("controller_runtime_reconcile_total", "Reconciles, by result.", ["controller", "result"]);
        _reconcileSeconds = metrics.CreateHistogram("controller_runtime_reconcile_time_seconds", "Time of a reconcile.", ["controller"]);
        _statusWrites = metrics.CreateCounter("materialssim_status_writes_total", "Status writes, and those that were not needed.", ["resource", "changed"]);
        _eventsDropped = metrics.CreateCounter("materialssim_events_dropped_total", "Events that were not written.", ["reason"]);
        _leading = metrics.CreateGauge("leader_election_master_status", "1 on the replica that leads.", ["name"]);
    }

    public void ApiRequest(string verb, string resource, int code, TimeSpan duration)
    {
        _requests.WithLabels(verb, resource, $"{code}").Inc();
        _requestSeconds.WithLabels(verb).Observe(duration.TotalSeconds);
    }

    public void ApiRetry(string verb, string resource, int code) => _retries.WithLabels(verb, resource, $"{code}").Inc();

    public void ApiThrottled(TimeSpan wait) => _throttleSeconds.Observe(wait.TotalSeconds);

    public void CacheWatchEnded(string cache, string reason) => _watchesEnded.WithLabels(cache, reason).Inc();

    public void QueueDepth(string queue, int depth) => _queueDepth.WithLabels(queue).Set(depth);

    public void QueueLatency(string queue, TimeSpan wait) => _queueSeconds.WithLabels(queue).Observe(wait.TotalSeconds);

    public void QueueRetry(string queue) => _queueRetries.WithLabels(queue).Inc();

    public void Reconciled(string controller, string outcome, TimeSpan duration)
    {
        _reconciles.WithLabels(controller, outcome).Inc();
        _reconcileSeconds.WithLabels(controller).Observe(duration.TotalSeconds);
    }

    public void StatusWrite(string resource, bool changed) => _statusWrites.WithLabels(resource, changed ? "true" : "false").Inc();

    public void EventDropped(string reason) => _eventsDropped.WithLabels(reason).Inc();

    public void Leading(bool leading) => _leading.WithLabels("materialssim").Set(leading ? 1 : 0);
}
