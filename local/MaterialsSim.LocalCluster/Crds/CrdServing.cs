using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Crds;

/// <summary>
/// Follows the CRDs: serves what they define, says so in their conditions, and on their deletion removes their objects first.
/// Upstream: the naming, establishing and finalizer controllers of apiextensions-apiserver.
/// </summary>
internal sealed class CrdServing(ObjectStore store, ResourceRegistry registry, ResourceWriter writer, ResourceDeleter deleter, CrdKinds kinds, TimeProvider time)
{
    public const string Collection = "customresourcedefinitions.apiextensions.k8s.io";
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";
    private static readonly ResourceType Type = new("apiextensions.k8s.io", "v1", "customresourcedefinitions");
    private static readonly string[] NameMembers = ["plural", "singular", "shortNames", "kind", "listKind", "categories"];

    private readonly Dictionary<string, (string Uid, long Generation)> _served = new(StringComparer.Ordinal);

    /// <summary>Serves what is defined now; call before requests come in, then <see cref="RunAsync"/> with the result.</summary>
    /// <exception cref="FormatException">A stored CRD cannot be served any more.</exception>
    public Change Start()
    {
        var (snapshot, position) = store.ListAndSeek(Collection);
        foreach (var item in snapshot.Items.Values)
        {
            Serve(item.Value);
        }

        return position;
    }

    /// <summary>Serves a definition at once, without waiting for the follower.</summary>
    public void Serve(JsonObject crd)
    {
        if (crd.IsDeleting())
        {
            CleanUp(crd);
            return;
        }

        // Status and metadata change without changing what is served.
        var definition = (crd.Uid(), crd["metadata"].Int("generation") ?? 0);
        if (!_served.TryGetValue(crd.Name(), out var known) || known != definition)
        {
            registry.Replace(crd.Name(), kinds.From(crd));
            _served[crd.Name()] = definition;
        }

        SetConditions(crd);
    }

    public async Task RunAsync(Change position, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var seen = store.Look(Collection, position);
            if (seen.Next is not { } change)
            {
                await seen.Signal.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            position = change;
            if (change.Type == ChangeType.Deleted)
            {
                registry.Replace(change.Current.Value.Name(), []);
            }
            else if (store.Get(Collection, change.Current.Key) is { } current)
            {
                Serve(current.Value);
            }
        }
    }

    private void SetConditions(JsonObject crd)
    {
        var accepted = new JsonObject();
        foreach (var member in NameMembers)
        {
            if (crd["spec"].Object("names")?[member] is { } name)
            {
                accepted[member] = name.DeepClone();
            }
        }

        if (JsonNode.DeepEquals(crd["status"].Object("acceptedNames"), accepted) && crd["status"].Array("conditions") is { Count: > 0 })
        {
            return;
        }

        Write(crd, "status", value =>
        {
            var now = Meta.Timestamp(time.GetUtcNow());
            var status = value.Ensure("status");
            status["conditions"] = new JsonArray(
                Condition("NamesAccepted", now, "NoConflicts", "no conflicts found"),
                Condition("Established", now, "InitialNamesAccepted", "the initial names have been accepted"));
            status["acceptedNames"] = accepted.DeepClone();
            return value;
        });
    }

    private void CleanUp(JsonObject crd)
    {
        if (registry.FindCollection(crd.Name()) is { } kind)
        {
            foreach (var item in store.List(kind.Collection).Items.Values)
            {
                try
                {
                    deleter.Delete(kind, item.Value.Namespace(), item.Value.Name(), new());
                }
                catch (ApiException gone) when (gone.Code == 404)
                {
                    continue;
                }
            }

            if (store.List(kind.Collection).Items.Count > 0)
            {
                return; // waits for finalizers; the garbage collector calls again
            }
        }

        Write(crd, null, value =>
        {
            var kept = (value.Finalizers() ?? []).Where(item => item.AsString() != CleanupFinalizer).Select(item => item!.DeepClone());
            value.Metadata()["finalizers"] = new JsonArray([.. kept]);
            return value;
        });
    }

    private void Write(JsonObject crd, string? subresource, Func<JsonObject, JsonObject> change)
    {
        try
        {
            writer.Change(registry.Find(Type)!, null, crd.Name(), subresource, new WriteOptions { Manager = "kube-apiserver" }, change);
        }
        catch (ApiException gone) when (gone.Code == 404)
        {
            registry.Replace(crd.Name(), []);
        }
    }

    private static JsonObject Condition(string type, string now, string reason, string message) => new JsonObject
    {
        ["type"] = type, ["status"] = "True", ["lastTransitionTime"] = now, ["reason"] = reason, ["message"] = message,
    };
}
