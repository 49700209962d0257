using k8s;
using k8s.Models;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Queues;

namespace MaterialsSim.ControllerRuntime.Controllers;

/// <summary>Maps changes of stores to keys in a queue: all that a subscriber does.</summary>
public static class Enqueue
{
    /// <summary>Queues a changed object itself, save for changes that only its own controller makes: status and bookkeeping.</summary>
    public static void Primary<T>(Store<T> store, WorkQueue<NamespacedName> queue)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Subscribe(change =>
        {
            if (change.Type != ChangeType.Modified || IsForeignChange(change.Old!.Metadata, change.New!.Metadata))
            {
                queue.Add(NamespacedName.Of(change.Latest));
            }
        });
    }

    /// <summary>Queues the controlling owner of a changed object, status changes included, if it is of that kind (in any version).</summary>
    public static void Owner<T>(Store<T> store, ResourceType owner, WorkQueue<NamespacedName> queue)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Mapped(store, queue, value => value.Metadata.OwnerReferences?
            .Where(reference => reference.Controller == true && reference.Kind == owner.Kind && GroupOf(reference.ApiVersion) == owner.Group)
            .Select(reference => new NamespacedName(value.Metadata.NamespaceProperty ?? "", reference.Name)) ?? []);
    }

    /// <summary>Queues what <paramref name="keys"/> tells of a changed object, before and after the change.</summary>
    public static void Mapped<T>(Store<T> store, WorkQueue<NamespacedName> queue, Func<T, IEnumerable<NamespacedName>> keys)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Subscribe(change =>
        {
            foreach (var key in (change.Old is { } old ? keys(old) : []).Concat(change.New is { } latest ? keys(latest) : []))
            {
                queue.Add(key);
            }
        });
    }

    private static bool IsForeignChange(V1ObjectMeta old, V1ObjectMeta latest) =>
        old.Uid != latest.Uid
        || old.Generation != latest.Generation
        || old.DeletionTimestamp != latest.DeletionTimestamp
        || !Same(old.Labels, latest.Labels)
        || !Same(old.Annotations, latest.Annotations)
        || !(old.Finalizers ?? []).SequenceEqual(latest.Finalizers ?? []);

    private static bool Same(IDictionary<string, string>? left, IDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || left.All(pair => right!.TryGetValue(pair.Key, out var value) && value == pair.Value));

    private static string GroupOf(string apiVersion) => apiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? apiVersion[..slash] : "";
}
