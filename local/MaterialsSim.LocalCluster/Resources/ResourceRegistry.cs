using System.Collections.Immutable;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Resources;

/// <summary>The kinds that are served now. Readers see a consistent set; CRDs replace it whole.</summary>
internal sealed class ResourceRegistry
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<ResourceType, ResourceKind> _kinds = ImmutableDictionary<ResourceType, ResourceKind>.Empty;

    public ResourceRegistry(IEnumerable<ResourceKind> kinds)
    {
        foreach (var kind in kinds)
        {
            _kinds = _kinds.Add(kind.Type, kind);
        }
    }

    /// <summary>Raised after the set changed.</summary>
    public event Action? Changed;

    public IEnumerable<ResourceKind> Kinds => _kinds.Values;

    /// <summary>Counts changes, so that derived documents (discovery, OpenAPI) can be cached.</summary>
    public int Version { get; private set; }

    public ResourceKind? Find(ResourceType type) => _kinds.GetValueOrDefault(type);

    /// <summary>The kind behind an apiVersion and kind, as owner references name it.</summary>
    public ResourceKind? FindKind(string apiVersion, string kind) =>
        _kinds.Values.FirstOrDefault(candidate => candidate.Kind == kind && candidate.ApiVersion == apiVersion);

    /// <summary>One served form of what is kept in a collection.</summary>
    public ResourceKind? FindCollection(string collection) =>
        _kinds.Values.Where(kind => kind.Collection == collection).OrderByDescending(kind => kind.ApiVersion == kind.StorageApiVersion).FirstOrDefault();

    /// <summary>Replaces the custom kinds of a collection (a CRD) by what its new definition serves.</summary>
    public void Replace(string collection, IReadOnlyList<ResourceKind> served)
    {
        lock (_gate)
        {
            var kinds = _kinds.RemoveRange(_kinds.Where(pair => pair.Value.IsCustom && pair.Value.Collection == collection).Select(pair => pair.Key));
            _kinds = kinds.AddRange(served.Select(kind => KeyValuePair.Create(kind.Type, kind)));
            Version++;
        }

        Changed?.Invoke();
    }
}
