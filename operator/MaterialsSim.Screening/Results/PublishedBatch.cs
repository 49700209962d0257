using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>What writing a batch's results object gave.</summary>
/// <param name="Summary">Digest of the batch under the ranking it was written with.</param>
/// <param name="Sha256">Checksum of the written bytes, in lower-case hex.</param>
/// <param name="Bytes">How many there are.</param>
public sealed record PublishedBatch(Summary Summary, string Sha256, long Bytes);
