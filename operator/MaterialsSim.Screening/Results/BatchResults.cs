using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Turns a kernel's output into the results object of a batch, and reads results objects again.</summary>
public static class BatchResults
{
    /// <summary>
    /// Writes one row per input candidate, in input order, and summarises them. <paramref name="input"/> and <paramref name="output"/> are
    /// local, seekable and read synchronously, twice; pass <see cref="Stream.Null"/> when the kernel left no output.
    /// </summary>
    /// <exception cref="KernelOutputException">The output as a whole cannot be used.</exception>
    /// <exception cref="InvalidDataException">The input is not the batch that fetch wrote.</exception>
    public static Task<PublishedBatch> WriteAsync(
        Stream input, Stream output, Stream results, RankingSpec ranking, KernelOutputLimits limits, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Summarises a stored results object under a ranking, such as one that was edited after the batch was simulated.</summary>
    /// <exception cref="InvalidDataException">The object is damaged.</exception>
    public static Task<Summary> SummariseAsync(Stream results, RankingSpec ranking, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
