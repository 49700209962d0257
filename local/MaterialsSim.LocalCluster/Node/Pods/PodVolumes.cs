using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>Makes a pod's volumes as folders: emptyDir, configMap, secret, and hostPath where the node allows it.</summary>
internal sealed class PodVolumes(IClusterClient client, NodeOptions options)
{
    /// <exception cref="ContainerConfigException">A volume cannot be had, which may pass.</exception>
    public async Task PrepareAsync(JsonObject pod, PodFolders folders, CancellationToken cancellationToken)
    {
        foreach (var volume in pod["spec"]?["volumes"].Objects() ?? [])
        {
            var name = volume.String("name") ?? "";
            var folder = folders.Volume(name);
            if (volume["emptyDir"] is not null)
            {
                Directory.CreateDirectory(folder);
            }
            else if (volume["configMap"] is { } map)
            {
                await FillAsync(pod, Kinds.ConfigMaps, map, map.String("name"), folder, text => text, cancellationToken);
            }
            else if (volume["secret"] is { } secret)
            {
                await FillAsync(pod, Kinds.Secrets, secret, secret.String("secretName"), folder, text => Encoding.UTF8.GetString(Convert.FromBase64String(text)), cancellationToken);
            }
            else if (volume["hostPath"] is null || !options.AllowHostPath)
            {
                throw new ContainerConfigException("FailedMount", $"MountVolume.SetUp failed for volume \"{name}\" : this node does not serve volumes of its type");
            }
        }
    }

    private async Task FillAsync(
        JsonObject pod, ResourceType type, JsonNode source, string? name, string folder, Func<string, string> decode, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var kind = type == Kinds.Secrets ? "secret" : "configmap";
        var found = await client.GetAsync(type, pod.Namespace(), name ?? "", cancellationToken);
        if (found is null && source.Bool("optional") != true)
        {
            throw new ContainerConfigException("FailedMount", $"MountVolume.SetUp failed for volume \"{Path.GetFileName(folder)}\" : {kind} \"{name}\" not found");
        }

        var chosen = source["items"].Objects().ToDictionary(item => item.String("key") ?? "", item => item.String("path") ?? "");
        foreach (var (key, value) in found.Object("data") ?? [])
        {
            var relative = chosen.Count == 0 ? key : chosen.GetValueOrDefault(key);
            if (relative is null || relative.Split('/').Contains("..") || Path.IsPathRooted(relative))
            {
                continue;
            }

            var path = Path.Combine(folder, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, decode(value.AsString() ?? ""), cancellationToken);
        }
    }
}
