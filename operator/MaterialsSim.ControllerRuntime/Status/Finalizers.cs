using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Client;

namespace MaterialsSim.ControllerRuntime.Status;

/// <summary>
/// Adds and removes one finalizer among others'. The patch carries the whole list and the version that it was read at: a race with another writer is a conflict,
/// never a lost entry.
/// </summary>
public static class Finalizers
{
    /// <summary>Whether the object has the finalizer, wherever in the list.</summary>
    public static bool Has(IKubernetesObject<V1ObjectMeta> value, string finalizer)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Metadata.Finalizers?.Contains(finalizer) == true;
    }

    /// <summary>Adds the finalizer unless it is there; before any effect that it is to clean up. Never to an object that is being deleted: the server refuses.</summary>
    public static Task<T> AddAsync<T>(ResourceClient<T> client, T value, string finalizer, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Has(value, finalizer) ? Task.FromResult(value) : WriteAsync(client, value, [.. value.Metadata.Finalizers ?? [], finalizer], cancellationToken);

    /// <summary>Removes the finalizer if it is there. An object that is being deleted may be gone then, as the answer's last state.</summary>
    public static Task<T> RemoveAsync<T>(ResourceClient<T> client, T value, string finalizer, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Has(value, finalizer) ? WriteAsync(client, value, value.Metadata.Finalizers.Where(entry => entry != finalizer), cancellationToken) : Task.FromResult(value);

    private static Task<T> WriteAsync<T>(ResourceClient<T> client, T value, IEnumerable<string> finalizers, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = value.Metadata.Uid,
                ["resourceVersion"] = value.Metadata.ResourceVersion,
                ["finalizers"] = new JsonArray([.. finalizers.Select(entry => JsonValue.Create(entry))]),
            },
        };
        return client.PatchAsync(value.Metadata.NamespaceProperty, value.Metadata.Name, Patch.Merge(body), cancellationToken);
    }
}
