using System.Collections.Immutable;

namespace MaterialsSim.LocalCluster.Storage;

/// <summary>A consistent view of a collection at a revision.</summary>
internal readonly record struct Snapshot(ImmutableSortedDictionary<string, StoredObject> Items, long Revision);
