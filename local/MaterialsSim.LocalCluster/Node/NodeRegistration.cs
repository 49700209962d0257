using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Pods;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node;

/// <summary>What the node does before it takes pods: it makes itself known, and writes off the pods of an earlier life.</summary>
internal static class NodeRegistration
{
    public static async Task RegisterAsync(NodeServices services, CancellationToken cancellationToken)
    {
        var (client, options, now) = (services.Client, services.Options, services.Time.GetUtcNow().WholeSeconds());
        var node = await client.GetAsync(Kinds.Nodes, null, options.Name, cancellationToken)
            ?? await client.CreateAsync(Kinds.Nodes, NodeObject.Build(options), cancellationToken);
        node["status"] = NodeObject.Status(options, now);
        node.Metadata().Remove("resourceVersion");
        await client.UpdateAsync(Kinds.Nodes, node, "status", cancellationToken);

        var pods = await client.ListAsync(Kinds.Pods, null, null, cancellationToken);
        foreach (var pod in pods.Items.Where(pod => pod["spec"].String("nodeName") == options.Name && LostPods.IsLost(pod)))
        {
            var lost = pod.Copy();
            lost["status"] = LostPods.Status(lost, now);
            await client.UpdateAsync(Kinds.Pods, lost, "status", cancellationToken);
            if (pod.IsDeleting())
            {
                await client.DeleteAsync(Kinds.Pods, pod.Namespace(), pod.Name(), pod.Uid(), null, 0, cancellationToken);
            }
        }
    }
}
