using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Selectors;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>The API without a socket, for controllers and the node.</summary>
internal sealed class InProcessClient(
    ObjectStore store, ResourceRegistry registry, ResourceWriter writer, ResourceDeleter deleter, string manager) : IClusterClient
{
    /// <inheritdoc/>
    public Task<JsonObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        var stored = store.Get(kind.Collection, ObjectKey.Of(kind.Namespaced ? @namespace : null, name));
        return Task.FromResult(stored is null ? null : (JsonObject?)Versions.FromStorage(kind, stored.Value).Copy());
    }

    /// <inheritdoc/>
    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        var selector = LabelSelector.Parse(labelSelector);
        var snapshot = store.List(kind.Collection);
        var items = snapshot.Items.Values
            .Where(item => (@namespace is null || item.Value.Namespace() == @namespace) && selector.Matches(item.Value))
            .Select(item => Versions.FromStorage(kind, item.Value))
            .ToList();
        return Task.FromResult(new ObjectList(snapshot.Revision.ToString(CultureInfo.InvariantCulture), items));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        var position = store.Seek(kind.Collection, long.Parse(resourceVersion, CultureInfo.InvariantCulture)) ?? throw TooOld(resourceVersion);
        while (!cancellationToken.IsCancellationRequested)
        {
            var seen = store.Look(kind.Collection, position);
            if (seen.Lost)
            {
                throw TooOld(resourceVersion);
            }

            if (seen.Next is not { } change)
            {
                await seen.Signal.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            position = change;
            if (@namespace is null || change.Current.Value.Namespace() == @namespace)
            {
                yield return new(change.Type.Wire(), Versions.FromStorage(kind, change.Current.Value));
            }
        }
    }

    /// <inheritdoc/>
    public Task<JsonObject> CreateAsync(ResourceType type, JsonObject value, CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        return Task.FromResult(writer.Create(kind, value.Namespace(), value.Copy(), Options).Copy());
    }

    /// <inheritdoc/>
    public Task<JsonObject> UpdateAsync(ResourceType type, JsonObject value, string? subresource, CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        return Task.FromResult(writer.Update(kind, value.Namespace(), value.Name(), value.Copy(), subresource, Options).Copy());
    }

    /// <inheritdoc/>
    public Task DeleteAsync(
        ResourceType type, string? @namespace, string name, string? uid, string? propagationPolicy, int? gracePeriodSeconds, CancellationToken cancellationToken)
    {
        try
        {
            deleter.Delete(Kind(type), @namespace, name, new() { Uid = uid, Propagation = propagationPolicy, GracePeriodSeconds = gracePeriodSeconds });
        }
        catch (ApiException gone) when (gone.Code == 404)
        {
            return Task.CompletedTask;
        }

        return Task.CompletedTask;
    }

    private WriteOptions Options => new() { Manager = manager };

    private static ApiException TooOld(string version) => Failure.Expired($"too old resource version: {version}");

    private ResourceKind Kind(ResourceType type) =>
        registry.Find(type) ?? throw new ApiException(404, "NotFound", "the server could not find the requested resource");
}
