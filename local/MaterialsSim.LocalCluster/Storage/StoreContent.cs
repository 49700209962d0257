namespace MaterialsSim.LocalCluster.Storage;

/// <summary>What a state folder holds.</summary>
internal sealed record StoreContent(long Revision, Dictionary<string, Dictionary<string, StoredObject>> Collections);
