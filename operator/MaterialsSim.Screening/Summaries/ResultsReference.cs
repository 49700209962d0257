namespace MaterialsSim.Screening.Summaries;

/// <summary>The results object that a commit names.</summary>
/// <param name="Path">Path relative to the run.</param>
/// <param name="Sha256">Checksum of its bytes, in lower-case hex.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ResultsReference(string Path, string Sha256, long Bytes);
