using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Client;

/// <summary>
/// The API as the controllers and the node inside the process use it: the same rules as over HTTP (validation, defaults, conflicts, generation,
/// finalizers), without a socket. Errors are <see cref="ApiException"/> with the Status that HTTP would have carried.
/// Objects that come back are private copies unless said otherwise.
/// </summary>
public interface IClusterClient
{
    /// <summary>The object, or null when there is none.</summary>
    Task<JsonObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken);

    /// <summary>All objects of a kind, in a namespace or everywhere.</summary>
    Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken);

    /// <summary>Changes after <paramref name="resourceVersion"/>; ends when cancelled, throws 410 Expired when the history is gone.</summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string resourceVersion, CancellationToken cancellationToken);

    /// <summary>Creates an object (metadata.namespace set for namespaced kinds).</summary>
    Task<JsonObject> CreateAsync(ResourceType type, JsonObject value, CancellationToken cancellationToken);

    /// <summary>Replaces an object, or with <paramref name="subresource"/> <c>status</c> its status. A resourceVersion in it is checked.</summary>
    Task<JsonObject> UpdateAsync(ResourceType type, JsonObject value, string? subresource, CancellationToken cancellationToken);

    /// <summary>Deletes an object. <paramref name="uid"/> is a precondition; propagation is Background, Foreground or Orphan. Fine when it is gone.</summary>
    Task DeleteAsync(ResourceType type, string? @namespace, string name, string? uid, string? propagationPolicy, int? gracePeriodSeconds, CancellationToken cancellationToken);
}
