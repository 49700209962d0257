using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Hosting;

namespace MaterialsSim.ControllerRuntime.Status;

/// <summary>
/// Writes a status once per pass, and only when it differs as JSON. The write carries the version that the status was computed from: if the object changed meanwhile
/// it is a conflict, which the controller answers by another pass. Fields of the status that <typeparamref name="TStatus"/> does not know stay.
/// </summary>
public sealed class StatusWriter<T, TStatus>(ResourceClient<T> client, Func<T, TStatus?> statusOf, IRuntimeMetrics? metrics = null)
    where T : class, IKubernetesObject<V1ObjectMeta>
    where TStatus : class
{
    private readonly IRuntimeMetrics metrics = metrics ?? NoMetrics.Instance;

    /// <summary>Makes <paramref name="status"/> the status of the object, as it was observed.</summary>
    public async Task<StatusWrite<T>> WriteAsync(T observed, TStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        var change = MergePatch.Between(ToJson(statusOf(observed)), ToJson(status)!);
        metrics.StatusWrite(client.Type.ToString(), change is not null);
        if (change is null)
        {
            return new(observed, false);
        }

        var metadata = observed.Metadata;
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = metadata.Uid, ["resourceVersion"] = metadata.ResourceVersion },
            ["status"] = change,
        };
        var written = await client.PatchAsync(metadata.NamespaceProperty, metadata.Name, Patch.Merge(body), cancellationToken, "status");
        return new(written, true);
    }

    private static JsonObject? ToJson(TStatus? status) => (JsonObject?)JsonSerializer.SerializeToNode(status, ApiJson.Options);
}
