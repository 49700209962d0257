namespace MaterialsSim.Screening.Planning;

/// <summary>Bounds of the planner.</summary>
public sealed record PlannerOptions
{
    /// <summary>Folder for sorted runs, when there are more ids than memory is meant for.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>Longest row, in bytes.</summary>
    public int MaxRowBytes { get; init; } = 16 << 20;

    /// <summary>Ids whose hashes are kept in memory (8 to 16 bytes each); beyond, they are sorted on disk. A power of two.</summary>
    internal int HashSlots { get; init; } = 1 << 23;

    /// <summary>Bits of an id's hash that are used; tests take few to see collisions.</summary>
    internal int HashBits { get; init; } = 64;
}
