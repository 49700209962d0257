namespace MaterialsSim.LocalCluster.Garbage;

/// <summary>An object in the graph of owners.</summary>
internal sealed record OwnerNode(string Collection, string Key, string Uid, long Revision, IReadOnlyList<OwnerReference> Owners)
{
    /// <summary>The owner may not go before this object is gone.</summary>
    public bool Blocks(string owner) => Owners.Any(reference => reference.Uid == owner && reference.Blocks);
}
