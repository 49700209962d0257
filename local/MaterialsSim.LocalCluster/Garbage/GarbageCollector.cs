using System.Text.Json.Nodes;
using System.Threading.Channels;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Garbage;

/// <summary>
/// Deletes what lost its owners, and carries out foreground and orphan deletions. Reads the store's own stream of changes, so it sees every one, in order.
/// Upstream: <c>pkg/controller/garbagecollector</c>.
/// </summary>
internal sealed class GarbageCollector(ObjectStore store, ResourceRegistry registry, ResourceWriter writer, ResourceDeleter deleter)
{
    private static readonly WriteOptions Options = new() { Manager = "kube-controller-manager" };
    private readonly OwnerGraph _graph = new();

    public async Task RunAsync(ChannelReader<StoreChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (collection, change) in changes.ReadAllAsync(cancellationToken))
            {
                Observe(collection, change);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Takes in what is there at the start, then judges it.</summary>
    public void Start()
    {
        var all = store.Collections().SelectMany(collection => store.List(collection).Items.Values.Select(item => (collection, item))).ToList();
        foreach (var (collection, item) in all)
        {
            _graph.Set(collection, item);
        }

        foreach (var (_, item) in all)
        {
            Judge(item.Uid);
        }
    }

    private void Observe(string collection, Change change)
    {
        var uid = change.Current.Uid;
        if (change.Type != ChangeType.Deleted)
        {
            _graph.Set(collection, change.Current);
            Judge(uid);
            return;
        }

        var owners = _graph.Find(uid)?.Owners ?? [];
        _graph.Remove(uid);
        foreach (var dependent in _graph.Dependents(uid))
        {
            Judge(dependent.Uid);
        }

        // An owner in foreground deletion may have waited for this one.
        foreach (var owner in owners)
        {
            Judge(owner.Uid);
        }
    }

    private void Judge(string uid)
    {
        if (_graph.Find(uid) is not { } node || store.Get(node.Collection, node.Key) is not { } current || current.Uid != uid || registry.FindCollection(node.Collection) is not { } kind)
        {
            return;
        }

        if (current.Revision != node.Revision)
        {
            return; // a later change is in the stream, and before it perhaps dependents that are not known yet
        }

        if (current.Value.IsDeleting())
        {
            Finish(kind, current);
        }
        else if (node.Owners.Count > 0)
        {
            CheckOwners(kind, node, current);
        }
    }

    private void Finish(ResourceKind kind, StoredObject current)
    {
        if (current.Value.HasFinalizer(ResourceDeleter.OrphanFinalizer))
        {
            foreach (var dependent in _graph.Dependents(current.Uid))
            {
                Abandon(dependent, [current.Uid]);
            }

            RemoveFinalizer(kind, current, ResourceDeleter.OrphanFinalizer);
        }
        else if (current.Value.HasFinalizer(ResourceDeleter.ForegroundFinalizer))
        {
            var dependents = _graph.Dependents(current.Uid).ToList();
            foreach (var dependent in dependents)
            {
                Judge(dependent.Uid);
            }

            if (!_graph.Dependents(current.Uid).Any(dependent => dependent.Blocks(current.Uid) && Exists(dependent)))
            {
                RemoveFinalizer(kind, current, ResourceDeleter.ForegroundFinalizer);
            }
        }
    }

    private void CheckOwners(ResourceKind kind, OwnerNode node, StoredObject current)
    {
        List<string> gone = [];
        var (solid, waiting) = (0, 0);
        foreach (var owner in node.Owners)
        {
            switch (StateOf(owner, current.Value.Namespace()))
            {
                case OwnerState.Absent:
                    gone.Add(owner.Uid);
                    break;
                case OwnerState.WaitsForDependents:
                    waiting++;
                    break;
                case OwnerState.Solid:
                    solid++;
                    break;
            }
        }

        if (solid > 0)
        {
            if (gone.Count + waiting > 0)
            {
                Abandon(node, [.. node.Owners.Where(owner => StateOf(owner, current.Value.Namespace()) != OwnerState.Solid).Select(owner => owner.Uid)]);
            }
        }
        else if (waiting > 0)
        {
            // Down the tree in the foreground too, so that the whole of it is gone before the owner is.
            Delete(kind, current, _graph.Dependents(current.Uid).Any() ? "Foreground" : null);
        }
        else if (gone.Count > 0)
        {
            Delete(kind, current, null);
        }
    }

    private OwnerState StateOf(OwnerReference owner, string @namespace)
    {
        if (registry.FindKind(owner.ApiVersion, owner.Kind) is not { } kind)
        {
            return OwnerState.Unknown; // a kind that is not served (any more) says nothing about its objects
        }

        var stored = store.Get(kind.Collection, ObjectKey.Of(kind.Namespaced ? @namespace : null, owner.Name));
        if (stored is null || stored.Uid != owner.Uid)
        {
            return OwnerState.Absent;
        }

        return stored.Value.IsDeleting() && stored.Value.HasFinalizer(ResourceDeleter.ForegroundFinalizer) ? OwnerState.WaitsForDependents : OwnerState.Solid;
    }

    private bool Exists(OwnerNode node) => store.Get(node.Collection, node.Key)?.Uid == node.Uid;

    private void Delete(ResourceKind kind, StoredObject current, string? propagation)
    {
        // Without an order of its own the finalizers on the object say how, else background.
        var policy = propagation ?? (current.Value.HasFinalizer(ResourceDeleter.OrphanFinalizer) ? "Orphan"
            : current.Value.HasFinalizer(ResourceDeleter.ForegroundFinalizer) ? "Foreground" : "Background");
        Quietly(() => deleter.Delete(kind, current.Value.Namespace(), current.Value.Name(), new() { Uid = current.Uid, Propagation = policy }));
    }

    private void Abandon(OwnerNode node, IReadOnlyCollection<string> owners)
    {
        if (registry.FindCollection(node.Collection) is not { } kind || store.Get(node.Collection, node.Key) is not { } current || current.Uid != node.Uid)
        {
            return;
        }

        Quietly(() => writer.Change(kind, current.Value.Namespace(), current.Value.Name(), null, Options, value =>
        {
            var kept = (value["metadata"].Array("ownerReferences") ?? []).Where(reference => !owners.Contains(reference.String("uid"))).Select(reference => reference!.DeepClone()).ToList();
            if (kept.Count > 0)
            {
                value.Metadata()["ownerReferences"] = new JsonArray([.. kept]);
            }
            else
            {
                value.Metadata().Remove("ownerReferences");
            }

            return value;
        }));
    }

    private void RemoveFinalizer(ResourceKind kind, StoredObject current, string name) =>
        Quietly(() => writer.Change(kind, current.Value.Namespace(), current.Value.Name(), null, Options, value =>
        {
            var kept = (value.Finalizers() ?? []).Where(item => item.AsString() != name).Select(item => item!.DeepClone());
            value.Metadata()["finalizers"] = new JsonArray([.. kept]);
            return value;
        }));

    // Gone or replaced in the meantime: the change that did it is in the stream and will be judged.
    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (ApiException raced) when (raced.Code is 404 or 409)
        {
            return;
        }
    }
}
