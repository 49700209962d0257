using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Crds;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Yaml;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>What is there from the first start.</summary>
internal static class Bootstrap
{
    private static readonly ResourceType Namespaces = new("", "v1", "namespaces");

    /// <summary>Installs or updates the CRDs that the options name, paths or texts.</summary>
    /// <exception cref="FormatException">A text is no CRD, or one that cannot be served.</exception>
    public static void Crds(IReadOnlyList<string> sources, ResourceRegistry registry, ResourceWriter writer, CrdServing serving)
    {
        var kind = registry.Find(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"))!;
        var options = new WriteOptions { Manager = "materialssim" };
        foreach (var source in sources)
        {
            var text = source.Contains('\n', StringComparison.Ordinal) ? source : File.ReadAllText(source);
            foreach (var crd in YamlToJson.Parse(text).OfType<JsonObject>())
            {
                serving.Serve(Install(kind, writer, crd, options));
            }
        }
    }

    private static JsonObject Install(ResourceKind kind, ResourceWriter writer, JsonObject crd, WriteOptions options)
    {
        try
        {
            try
            {
                return writer.Create(kind, null, crd.Copy(), options);
            }
            catch (ApiException exists) when (exists.Reason == "AlreadyExists")
            {
                return writer.Change(kind, null, crd.Name(), null, options, old =>
                {
                    old["spec"] = crd["spec"]?.DeepClone();
                    return old;
                });
            }
        }
        catch (ApiException refused)
        {
            throw new FormatException($"CRD {crd.Name()} cannot be installed: {refused.Message}", refused);
        }
    }

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
