namespace MaterialsSim.Screening.Results;

/// <summary>What a line of kernel output is about, as far as its beginning tells.</summary>
internal enum KernelLineKind
{
    /// <summary>Nothing.</summary>
    Blank,

    /// <summary>A declaration of units.</summary>
    Units,

    /// <summary>A candidate: an id can be read, whatever the rest is.</summary>
    Candidate,

    /// <summary>Nobody's: no id can be read.</summary>
    Unreadable,
}
