using k8s;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Caching;

/// <summary>The usual indexes.</summary>
public static class StoreIndexes
{
    /// <summary>By the UID of every owner: a name can come back as another object, a UID cannot.</summary>
    public static StoreIndex<T> ByOwnerUid<T>()
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        new("owner UID", static value => value.Metadata.OwnerReferences?.Select(owner => owner.Uid) ?? []);

    /// <summary>By the value of a label.</summary>
    public static StoreIndex<T> ByLabel<T>(string label)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        new($"label {label}", value => value.Metadata.Labels is { } labels && labels.TryGetValue(label, out var text) ? [text] : []);
}
