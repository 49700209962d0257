namespace MaterialsSim.LocalCluster.Garbage;

/// <summary>One owner of an object.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Blocks);
