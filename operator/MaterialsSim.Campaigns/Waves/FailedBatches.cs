using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Waves;

/// <summary>Makes the end of a batch that failed for good durable. A pod's commit that is there already wins.</summary>
internal sealed class FailedBatches(IExecutionBackend backend)
{
    private const string OperatorAttempt = "operator";

    /// <summary>Records the failure of a wave's indexes, with what their pods still tell.</summary>
    public async Task RecordIndexesAsync(CampaignPass pass, LiveWave wave, IReadOnlyList<int> indexes, CancellationToken cancellationToken)
    {
        if (indexes.Count == 0)
        {
            return;
        }

        var explained = await backend.ExplainFailuresAsync(wave.Work!, [.. indexes], cancellationToken).ConfigureAwait(false);
        foreach (var index in indexes)
        {
            var failure = explained.TryGetValue(index, out var found)
                ? found
                : new BatchFailure(FailureReason.KernelFailed, "Every attempt failed; no pod is left to tell why.", ExitCode: null);
            await RecordAsync(pass, wave.Batches[index], wave.Status.Number, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Records one failed batch.</summary>
    public static async Task RecordAsync(CampaignPass pass, int batch, int wave, BatchFailure failure, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var summary = Summary.ForFailedBatch(memory.Batches[batch].Candidates, failure, pass.Ranking);
        var commit = new Commit
        {
            CampaignUid = pass.Uid,
            Run = memory.Run,
            Generation = CommitReader.Generation,
            Batch = batch,
            Wave = wave,
            Backend = Backends.Jobs,
            Attempt = OperatorAttempt,
            Outcome = BatchOutcome.Failed,
            Failure = failure,
            RankingHash = pass.RankingHash,
            Summary = summary,
            Finished = pass.Now,
        };
        var path = RunPaths.Commit(CommitReader.Generation, batch);
        if (await memory.Artifacts.CreateAsync(path, CommitDocument.Write(commit), cancellationToken).ConfigureAwait(false))
        {
            memory.Ledger!.Add(batch, BatchOutcome.Failed, summary);
            memory.LastProgress = pass.Now;
            pass.Warn(EventReasons.BatchFailed, $"Batch {batch} of run {memory.Run} failed: {failure.Reason}: {failure.Message}");
        }
        else
        {
            // A pod was faster: its commit is merged by the next pass.
            pass.Requeue(TimeSpan.Zero);
        }
    }
}
