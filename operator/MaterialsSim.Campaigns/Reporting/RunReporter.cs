using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Reports;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Reporting;

/// <summary>
/// Writes a run's report from what is committed, in batch order, streaming. The same commits and ranking give the same bytes, except for the
/// provenance, which tells when and by whom each batch was done. <c>report.json</c> is written last: where it is, the rest is.
/// </summary>
internal sealed class RunReporter(IFrontPlot plot)
{
    public async Task WriteAsync(ReportOrder order, CancellationToken cancellationToken)
    {
        var artifacts = order.Artifacts;
        var ids = await artifacts.OpenAsync(RunPaths.Ids, cancellationToken).ConfigureAwait(false)
            ?? throw new DocumentException(RunPaths.Ids, "it is missing though plan.json is there");
        await using (ids.ConfigureAwait(false))
        {
            ReportWriter? writer = null;
            await artifacts.WriteAsync(ReportFiles.Results, (results, ct1) =>
                artifacts.WriteAsync(ReportFiles.Failed, (failed, ct2) =>
                    artifacts.WriteAsync(RunPaths.Provenance, async (provenance, ct3) =>
                        writer = await WriteBatchesAsync(order, ids, results, failed, provenance, ct3).ConfigureAwait(false), ct2), ct1), cancellationToken)
                .ConfigureAwait(false);
            await artifacts.WriteAsync(ReportFiles.Best, writer!.WriteBestAsync, cancellationToken).ConfigureAwait(false);
            await artifacts.WriteAsync(ReportFiles.Front, writer.WriteFrontAsync, cancellationToken).ConfigureAwait(false);
            await WritePlotAsync(order, cancellationToken).ConfigureAwait(false);
            await artifacts.WriteAsync(RunPaths.Report, writer.WriteReportAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ReportWriter> WriteBatchesAsync(
        ReportOrder order, Stream ids, Stream results, Stream failed, Stream provenance, CancellationToken cancellationToken)
    {
        var failedBatches = 0;
        var commits = new Queue<Commit>();
        for (var batch = 0; batch < order.Plan.Batches; batch++)
        {
            var commit = await CommitOfAsync(order, batch, cancellationToken).ConfigureAwait(false);
            failedBatches += commit.Outcome == BatchOutcome.Failed ? 1 : 0;
            // The digests are merged already; without them 10,000 commits stay small.
            commits.Enqueue(commit with { Summary = new Summary() });
        }

        var context = new ReportContext(order.Ranking, order.Summary, order.Plan.Batches, failedBatches, order.Plan.FilteredOut);
        var writer = new ReportWriter(context, ids, results, failed);
        var trail = new ProvenanceWriter(provenance, order);
        await using (trail.ConfigureAwait(false))
        {
            while (commits.TryDequeue(out var commit))
            {
                await AddAsync(order, writer, commit, cancellationToken).ConfigureAwait(false);
                await trail.AddAsync(commit, cancellationToken).ConfigureAwait(false);
            }

            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return writer;
    }

    private static async Task AddAsync(ReportOrder order, ReportWriter writer, Commit commit, CancellationToken cancellationToken)
    {
        if (commit.Results is not { } reference)
        {
            await writer.AddFailedBatchAsync(order.Batches[commit.Batch].Candidates, commit.Failure!, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stored = await order.Artifacts.OpenAsync(reference.Path, cancellationToken).ConfigureAwait(false)
            ?? throw new BrokenResultsException(commit.Batch, $"{reference.Path} is missing.");
        await using (stored.ConfigureAwait(false))
        {
            try
            {
                var checkedResults = new ChecksumStream(stored, reference.Sha256, reference.Path);
                await using (checkedResults.ConfigureAwait(false))
                {
                    await writer.AddResultsAsync(checkedResults, cancellationToken).ConfigureAwait(false);
                    await checkedResults.VerifyAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (InvalidDataException exception)
            {
                throw new BrokenResultsException(commit.Batch, exception.Message, exception);
            }
        }
    }

    private static async Task<Commit> CommitOfAsync(ReportOrder order, int batch, CancellationToken cancellationToken)
    {
        var path = RunPaths.Commit(CommitReader.Generation, batch);
        var bytes = await order.Artifacts.ReadAsync(path, Documents.MaxBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new BrokenResultsException(batch, $"{path} is missing.");
        try
        {
            return CommitDocument.Read(bytes, new CommitExpectation(order.CampaignUid, order.Plan.Run, CommitReader.Generation, batch, order.Batches[batch].Candidates));
        }
        catch (DocumentException exception) when (!exception.IsOtherVersion)
        {
            throw new BrokenResultsException(batch, exception.Message, exception);
        }
    }

    private async Task WritePlotAsync(ReportOrder order, CancellationToken cancellationToken)
    {
        if (plot.Draw(order.Ranking, order.Summary) is { } picture)
        {
            await order.Artifacts.WriteAsync(ReportFiles.Plot, picture, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await order.Artifacts.DeleteAsync(ReportFiles.Plot, cancellationToken).ConfigureAwait(false);
        }
    }
}
