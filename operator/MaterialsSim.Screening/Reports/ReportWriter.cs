using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Reports;

/// <summary>
/// Writes a run's report. Feed the batches in batch order to <see cref="AddResultsAsync"/> and <see cref="AddFailedBatchAsync"/>, then
/// <see cref="CompleteAsync"/>, then write the small files. Memory does not grow with the number of candidates.
/// </summary>
public sealed class ReportWriter
{
    /// <summary>Writes about <paramref name="context"/>; <paramref name="ids"/> is the plan's id list.</summary>
    public ReportWriter(ReportContext context, Stream ids, Stream resultsCsv, Stream failedCsv) => throw new NotImplementedException();

    /// <summary>Adds a batch from its results object.</summary>
    /// <exception cref="InvalidDataException">The results are damaged, or their ids are not the plan's.</exception>
    public Task AddResultsAsync(Stream results, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Adds a batch that failed as a whole; its ids come from the plan's id list.</summary>
    public Task AddFailedBatchAsync(int candidates, BatchFailure failure, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Flushes both candidate files, after checking that all of the plan's candidates were written.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes <c>best.csv</c>.</summary>
    public Task WriteBestAsync(Stream stream, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes <c>front.csv</c>; above 10,000 members its best 10,000.</summary>
    public Task WriteFrontAsync(Stream stream, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes <c>report.json</c>.</summary>
    public Task WriteReportAsync(Stream stream, CancellationToken cancellationToken) => throw new NotImplementedException();
}
