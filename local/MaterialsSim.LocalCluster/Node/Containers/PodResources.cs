using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>What a pod requests of the node.</summary>
/// <param name="Cpu">CPUs.</param>
/// <param name="Memory">Bytes.</param>
internal readonly record struct PodResources(decimal Cpu, decimal Memory)
{
    /// <summary>
    /// The main containers with the restartable init containers, or the greediest init container with those restartable ones that start before it,
    /// whichever is more (k8s.io/component-helpers resource/helpers.go; KEP-753). A limit without a request is one.
    /// </summary>
    public static PodResources Of(JsonObject pod) => new(Sum(pod["spec"], "cpu"), Sum(pod["spec"], "memory"));

    private static decimal Sum(JsonNode? spec, string resource)
    {
        var (beside, largest) = (0m, 0m);
        foreach (var container in spec?["initContainers"].Objects() ?? [])
        {
            var request = Request(container, resource);
            if (container.String("restartPolicy") == "Always")
            {
                beside += request;
                largest = Math.Max(largest, beside);
            }
            else
            {
                largest = Math.Max(largest, beside + request);
            }
        }

        return Math.Max(largest, beside + (spec?["containers"].Objects() ?? []).Sum(container => Request(container, resource)));
    }

    private static decimal Request(JsonObject container, string resource) =>
        Quantity.Parse((container["resources"]?["requests"]?[resource] ?? container["resources"]?["limits"]?[resource]).Text()) ?? 0;
}
