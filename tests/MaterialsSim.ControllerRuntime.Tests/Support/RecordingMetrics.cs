using System.Collections.Concurrent;
using MaterialsSim.ControllerRuntime.Hosting;

namespace MaterialsSim.ControllerRuntime.Tests.Support;

/// <summary>Keeps what was reported, as short lines.</summary>
internal sealed class RecordingMetrics : IRuntimeMetrics
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public void ApiRequest(string verb, string resource, int code, TimeSpan duration) => Lines.Enqueue($"{verb} {resource} {code}");

    public void ApiRetry(string verb, string resource, int code) => Lines.Enqueue($"retry {verb} {resource} {code}");

    public void ApiThrottled(TimeSpan wait) => Lines.Enqueue($"throttled {wait.TotalSeconds}");

    public void CacheListed(string cache, int objects) => Lines.Enqueue($"listed {cache} {objects}");

    public void CacheWatchEnded(string cache, string reason) => Lines.Enqueue($"ended {cache} {reason}");

    public void Reconciled(string controller, string outcome, TimeSpan duration) => Lines.Enqueue($"{controller} {outcome}");

    public void StatusWrite(string resource, bool changed) => Lines.Enqueue($"status {resource} {changed}");

    public void EventDropped(string reason) => Lines.Enqueue($"dropped {reason}");

    public void Leading(bool leading) => Lines.Enqueue($"leading {leading}");
}
