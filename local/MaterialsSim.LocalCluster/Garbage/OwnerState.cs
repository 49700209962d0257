namespace MaterialsSim.LocalCluster.Garbage;

/// <summary>How an owner stands, as its dependents see it.</summary>
internal enum OwnerState
{
    Solid,
    WaitsForDependents,
    Absent,
    Unknown,
}
