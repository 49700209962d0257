using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.Cli.Manifests;

/// <summary>Applies a manifest as kubectl would, over HTTP, and follows its campaign.</summary>
internal sealed class CampaignClient(IKubernetes http, IClusterClient cluster)
{
    private const string FieldManager = "materialssim";
    private static readonly ResourceType s_campaigns = new(SimulationCampaign.KubeGroup, SimulationCampaign.KubeApiVersion, SimulationCampaign.KubePluralName);

    /// <summary>Applies the config maps, then the campaign (server-side apply); returns the campaign's generation.</summary>
    /// <exception cref="CliException">The API server refused something.</exception>
    public async Task<long> ApplyAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        foreach (var configMap in manifest.ConfigMaps)
        {
            var name = (string?)configMap["metadata"]?["name"] ?? "";
            await AskAsync($"ConfigMap {name}", () => http.CoreV1.PatchNamespacedConfigMapAsync(
                Patch(configMap), name, (string?)configMap["metadata"]?["namespace"] ?? manifest.Namespace, fieldManager: FieldManager, force: true, cancellationToken: cancellationToken));
        }

        var applied = await AskAsync($"SimulationCampaign {manifest.Name}", () => http.CustomObjects.PatchNamespacedCustomObjectAsync<SimulationCampaign>(
            Patch(manifest.Campaign), s_campaigns.Group, s_campaigns.Version, manifest.Namespace, s_campaigns.Plural, manifest.Name,
            fieldManager: FieldManager, fieldValidation: "Strict", force: true, cancellationToken: cancellationToken));
        return applied.Metadata.Generation ?? 1;
    }

    /// <summary>The campaign as it is now and at each change; ends when it is deleted.</summary>
    public async IAsyncEnumerable<SimulationCampaign> FollowAsync(string @namespace, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested(); // a cancelled watch just ends
            var list = await cluster.ListAsync(s_campaigns, @namespace, null, cancellationToken);
            if (list.Items.FirstOrDefault(o => IsNamed(o, name)) is not { } present)
            {
                yield break;
            }

            yield return Typed(present);
            var changes = cluster.WatchAsync(s_campaigns, @namespace, list.ResourceVersion, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (changes)
            {
                while (await NextAsync(changes))
                {
                    if (!IsNamed(changes.Current.Object, name))
                    {
                        continue;
                    }

                    if (changes.Current.Type == "DELETED")
                    {
                        yield break;
                    }

                    yield return Typed(changes.Current.Object);
                }
            }
        }
    }

    // The history may be compacted under a slow reader: list again.
    private static async Task<bool> NextAsync(IAsyncEnumerator<WatchEvent> changes)
    {
        try
        {
            return await changes.MoveNextAsync();
        }
        catch (ApiException e) when (e.Code == (int)HttpStatusCode.Gone)
        {
            return false;
        }
    }

    private static bool IsNamed(JsonObject campaign, string name) => (string?)campaign["metadata"]?["name"] == name;

    private static SimulationCampaign Typed(JsonObject campaign) => KubernetesJson.Deserialize<SimulationCampaign>(campaign.ToJsonString());

    private static V1Patch Patch(JsonObject body) => new(body.ToJsonString(), V1Patch.PatchType.ApplyPatch);

    private static async Task<T> AskAsync<T>(string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpOperationException e) when (e.Response is { } response)
        {
            throw new CliException(ExitCodes.ManifestRefused, Refusal.Text(what, response.Content), e);
        }
    }
}
