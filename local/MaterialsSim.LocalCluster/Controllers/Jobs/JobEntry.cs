using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// What the controller knows of a Job: fed by the watches and by the answers to its own writes, of which the newest version counts, so that a look
/// never decides on less than the controller itself has done.
/// </summary>
internal sealed class JobEntry(JobKey key)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ulong Version, PodState State, JsonObject Pod)> _pods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private ulong _version;
    private JsonObject? _job;
    private JobSpec? _spec;

    public JobKey Key { get; } = key;

    public JobBackoff Backoff { get; set; } = JobBackoff.None;

    /// <summary>When the Job was last looked at.</summary>
    public DateTimeOffset LookedAt { get; set; }

    public void Observe(JsonObject job)
    {
        lock (_gate)
        {
            if (job.Version() > _version)
            {
                (_version, _job, _spec) = (job.Version(), job, JobSpec.From(job));
            }
        }
    }

    /// <summary>The Job is gone.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            (_version, _job, _spec) = (ulong.MaxValue, null, null);
        }
    }

    public void ObservePod(JsonObject pod)
    {
        var uid = pod.Uid();
        lock (_gate)
        {
            if (_gone.Contains(uid) || (_pods.TryGetValue(uid, out var known) && known.Version >= pod.Version()))
            {
                return;
            }

            var state = PodState.From(pod);
            if (state is { HasEnded: true, IsTracked: false })
            {
                // Counted: no rule asks for it any more.
                Forget(uid);
                return;
            }

            _pods[uid] = (pod.Version(), _deleted.Contains(uid) ? state with { IsDeleting = true } : state, pod);
        }
    }

    /// <summary>The controller itself has deleted a pod; the watch will tell it later.</summary>
    public void MarkDeleted(string uid)
    {
        lock (_gate)
        {
            _deleted.Add(uid);
            if (_pods.TryGetValue(uid, out var known))
            {
                _pods[uid] = known with { State = known.State with { IsDeleting = true } };
            }
        }
    }

    public void LosePod(string uid)
    {
        lock (_gate)
        {
            Forget(uid);
        }
    }

    /// <summary>The latest version of a pod, or null when it is gone or counted. Shared, never to be mutated.</summary>
    public JsonObject? Pod(string uid)
    {
        lock (_gate)
        {
            return _pods.TryGetValue(uid, out var known) ? known.Pod : null;
        }
    }

    /// <summary>The Job (null when gone or not seen yet) with its rules and pods, as of now.</summary>
    public (JsonObject? Job, JobSpec? Spec, IReadOnlyCollection<PodState> Pods) Look()
    {
        lock (_gate)
        {
            return (_job, _spec, [.. _pods.Values.Select(pod => pod.State)]);
        }
    }

    private void Forget(string uid)
    {
        _pods.Remove(uid);
        _deleted.Remove(uid);
        _gone.Add(uid);
    }
}
