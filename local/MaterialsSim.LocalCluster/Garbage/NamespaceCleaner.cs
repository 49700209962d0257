using System.Text.Json.Nodes;
using System.Threading.Channels;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Garbage;

/// <summary>
/// Gives new namespaces their default service account, and empties those that are being deleted.
/// Upstream: <c>pkg/controller/namespace</c> and <c>pkg/controller/serviceaccount</c>.
/// </summary>
internal sealed class NamespaceCleaner(ObjectStore store, ResourceRegistry registry, ResourceWriter writer, ResourceDeleter deleter)
{
    private const string Namespaces = "namespaces";
    private static readonly WriteOptions Options = new() { Manager = "kube-controller-manager" };

    public async Task RunAsync(ChannelReader<StoreChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (collection, change) in changes.ReadAllAsync(cancellationToken))
            {
                if (collection == Namespaces)
                {
                    Look(change.Current.Value.Name());
                }
                else if (change.Type == ChangeType.Deleted && change.Current.Value.Namespace() is { Length: > 0 } home)
                {
                    Look(home);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Looks at all namespaces once, at the start.</summary>
    public void Start()
    {
        foreach (var item in store.List(Namespaces).Items.Values)
        {
            Look(item.Value.Name());
        }
    }

    private void Look(string name)
    {
        if (store.Get(Namespaces, ObjectKey.Of(null, name)) is not { } current)
        {
            return;
        }

        if (current.Value.IsDeleting())
        {
            Empty(current.Value);
        }
        else if (store.Get("serviceaccounts", ObjectKey.Of(name, "default")) is null)
        {
            var account = new JsonObject
            {
                ["kind"] = "ServiceAccount", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = name },
            };
            Quietly(() => writer.Create(registry.FindCollection("serviceaccounts")!, name, account, Options));
        }
    }

    private void Empty(JsonObject value)
    {
        var name = value.Name();
        var left = 0;
        foreach (var collection in store.Collections())
        {
            if (registry.FindCollection(collection) is not { Namespaced: true } kind)
            {
                continue;
            }

            foreach (var item in store.List(collection).Items.Values.Where(item => item.Value.Namespace() == name))
            {
                left++;
                if (!item.Value.IsDeleting())
                {
                    Quietly(() =>
                    {
                        if (deleter.Delete(kind, name, item.Value.Name(), new() { Uid = item.Uid, Propagation = "Background" }).Gone)
                        {
                            left--;
                        }
                    });
                }
            }
        }

        if (left == 0)
        {
            Quietly(() => writer.Change(registry.FindCollection(Namespaces)!, null, name, "finalize", Options, old =>
            {
                old.Ensure("spec")["finalizers"] = new JsonArray();
                return old;
            }));
        }
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (ApiException raced) when (raced.Code is 403 or 404 or 409)
        {
            return;
        }
    }
}
