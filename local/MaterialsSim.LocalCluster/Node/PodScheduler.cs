using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node;

/// <summary>Decides whether a pod fits on the one node. The words are kube-scheduler's.</summary>
internal sealed class PodScheduler(NodeOptions options, JsonObject labels)
{
    private readonly Dictionary<string, PodResources> _placed = new(StringComparer.Ordinal);

    /// <summary>Places a pod, or says why it cannot be placed now.</summary>
    public string? TryPlace(JsonObject pod)
    {
        if (_placed.ContainsKey(pod.Uid()))
        {
            return null;
        }

        var asked = PodResources.Of(pod);
        var reasons = Reasons(pod, asked).ToList();
        if (reasons.Count > 0)
        {
            return $"0/1 nodes are available: {string.Join(", ", reasons)}. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
        }

        _placed[pod.Uid()] = asked;
        return null;
    }

    /// <summary>Notes a pod that is on the node whatever it asks for.</summary>
    public void Place(JsonObject pod) => _placed[pod.Uid()] = PodResources.Of(pod);

    /// <summary>Gives back what a pod held.</summary>
    public void Free(string uid) => _placed.Remove(uid);

    private IEnumerable<string> Reasons(JsonObject pod, PodResources asked)
    {
        if ((pod["spec"].Object("nodeSelector") ?? []).Any(pair => labels.String(pair.Key) != pair.Value.AsString()))
        {
            yield return "1 node(s) didn't match Pod's node affinity/selector";
            yield break;
        }

        if (_placed.Count >= options.MaxPods)
        {
            yield return "1 Too many pods";
        }

        if (asked.Cpu > 0 && _placed.Values.Sum(pod => pod.Cpu) + asked.Cpu > (decimal)options.Cpu)
        {
            yield return "1 Insufficient cpu";
        }

        if (asked.Memory > 0 && _placed.Values.Sum(pod => pod.Memory) + asked.Memory > options.Memory)
        {
            yield return "1 Insufficient memory";
        }
    }
}
