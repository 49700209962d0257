using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>Writes a pod's status when it differs from the last one; holds the newest version of the pod that anybody has shown.</summary>
internal sealed class PodStatusWriter(IClusterClient client, JsonObject pod)
{
    private const int MaxAttempts = 20;

    private readonly Lock _gate = new();
    private JsonObject _pod = pod;

    /// <summary>The pod as last seen. Shared, never to be mutated.</summary>
    public JsonObject Pod
    {
        get
        {
            lock (_gate)
            {
                return _pod;
            }
        }
    }

    public void Observe(JsonObject pod)
    {
        lock (_gate)
        {
            if (pod.Version() > _pod.Version())
            {
                _pod = pod;
            }
        }
    }

    /// <summary>Builds the status and writes it when it is new. A pod that is gone needs none. One caller at a time.</summary>
    public async Task WriteAsync(Func<JsonObject, JsonObject> build, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var seen = Pod;
            var status = build(seen);
            if (JsonNode.DeepEquals(status, seen["status"]))
            {
                return;
            }

            // A status update changes nothing else: the spec need not travel.
            var changed = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["metadata"] = seen["metadata"]!.DeepClone(),
                ["status"] = status,
            };

            try
            {
                Observe(await client.UpdateAsync(Kinds.Pods, changed, "status", cancellationToken));
                return;
            }
            catch (ApiException conflict) when (conflict.Code == 409 && attempt < MaxAttempts)
            {
                var fresh = await client.GetAsync(Kinds.Pods, changed.Namespace(), changed.Name(), cancellationToken);
                if (fresh is null || fresh.Uid() != changed.Uid())
                {
                    return;
                }

                Observe(fresh);
            }
            catch (ApiException gone) when (gone.Code == 404)
            {
                return;
            }
        }
    }
}
