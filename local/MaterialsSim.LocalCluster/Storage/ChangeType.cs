namespace MaterialsSim.LocalCluster.Storage;

/// <summary>What happened to an object.</summary>
internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}
