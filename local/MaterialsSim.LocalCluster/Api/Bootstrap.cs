using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>What is there from the first start.</summary>
internal static class Bootstrap
{
    private static readonly ResourceType Namespaces = new("", "v1", "namespaces");

    public static async Task NamespacesAsync(IClusterClient client, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
        {
            if (await client.GetAsync(Namespaces, null, name, cancellationToken) is null)
            {
                await client.CreateAsync(Namespaces, new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Namespace",
                    ["metadata"] = new JsonObject { ["name"] = name },
                }, cancellationToken);
            }
        }
    }
}
