using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Reads the ConfigMaps and Secrets that a container's environment names.</summary>
internal sealed class ConfigSources(IClusterClient client, string @namespace)
{
    /// <summary>A lookup by kind (<c>configmap</c> or <c>secret</c>) and name over what the container names.</summary>
    public async Task<Func<string, string, JsonObject?>> LoadAsync(JsonObject container, CancellationToken cancellationToken)
    {
        var references = container["envFrom"].Objects()
            .Concat(container["env"].Objects().Select(variable => variable.Object("valueFrom")).OfType<JsonObject>())
            .SelectMany(source => new[]
            {
                ("configmap", source["configMapRef"] ?? source["configMapKeyRef"]),
                ("secret", source["secretRef"] ?? source["secretKeyRef"]),
            })
            .Where(reference => reference.Item2 is not null)
            .Select(reference => (Kind: reference.Item1, Name: reference.Item2.String("name") ?? ""))
            .Distinct();
        var found = new Dictionary<(string, string), JsonObject?>();
        foreach (var (kind, name) in references)
        {
            found[(kind, name)] = await client.GetAsync(kind == "secret" ? Kinds.Secrets : Kinds.ConfigMaps, @namespace, name, cancellationToken);
        }

        return (kind, name) => found.GetValueOrDefault((kind, name));
    }
}
