using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Campaigns.Runs;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Ends a run: by its report when every batch is committed, or early when too many candidates failed.</summary>
internal sealed class FinishStep(IRunReports reports)
{
    /// <summary>Concludes the pass on a run whose plan and waves are up to date.</summary>
    public async Task RunAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var ledger = memory.Ledger!;
        var policy = pass.Spec.FailurePolicy;
        var tooMany = FailureTolerance.Exceeded(ledger.Summary.Failed, memory.Plan!.Candidates, policy?.MaxFailedPercent, policy?.MaxFailedCandidates);
        if (tooMany is not null)
        {
            Fail(pass, Reasons.TooManyFailures, tooMany);
        }
        else if (ledger.IsFull)
        {
            await ReportAsync(pass, cancellationToken).ConfigureAwait(false);
        }
        else if (pass.IsSuspended)
        {
            pass.Conclude(Standing.Suspended, Reasons.Suspended, "Suspended by spec.suspend; finished batches are kept.");
        }
        else if (memory.Refusal is { } refusal && !pass.Work.Any(w => w.Role == Execution.WorkRole.Wave))
        {
            pass.Conclude(Standing.Waiting, refusal.Reason, refusal.Message);
        }
        else
        {
            pass.Conclude(Standing.Running, Reasons.Running, "Batches are simulated.");
        }
    }

    private async Task ReportAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var order = new ReportOrder
        {
            Namespace = pass.Campaign.Metadata.NamespaceProperty,
            Name = pass.Campaign.Metadata.Name,
            CampaignUid = pass.Uid,
            RunId = pass.Status.Run!.Id,
            Started = pass.Status.Run.StartTime,
            Artifacts = memory.Artifacts,
            Plan = memory.Plan!,
            Batches = memory.Batches,
            Ranking = pass.Ranking,
            Summary = memory.Ledger!.Summary,
            KernelImage = pass.Spec.Kernel.Image,
        };
        var progress = reports.Ensure(order);
        if (progress.BrokenBatch is { } broken)
        {
            reports.Forget(pass.Uid);
            pass.Warn(EventReasons.BatchLost, $"Batch {broken} is computed again: {progress.Failure}");
            await memory.Artifacts.DeleteAsync(RunPaths.Commit(CommitReader.Generation, broken), cancellationToken).ConfigureAwait(false);
            // The summary cannot give a batch back: merge anew from the commits that are left.
            memory.Ledger = null;
            pass.Status.Checkpoint = null;
            pass.Conclude(Standing.Running, Reasons.Running, "Damaged results are computed again.");
            pass.Requeue(TimeSpan.Zero);
        }
        else if (progress.Failure is { } failure)
        {
            reports.Forget(pass.Uid);
            pass.Conclude(Standing.Waiting, Reasons.StoreUnavailable, $"The report could not be written: {failure} It is tried again.");
            pass.Requeue(TimeSpan.FromSeconds(15));
        }
        else if (progress.IsDone)
        {
            reports.Forget(pass.Uid);
            Complete(pass);
        }
        else
        {
            pass.Conclude(Standing.Finishing, Reasons.Finishing, "The report is being written.");
            pass.Requeue(TimeSpan.FromSeconds(30));
        }
    }

    private static void Complete(CampaignPass pass)
    {
        var summary = pass.Memory.Ledger!.Summary;
        var isAllFailed = summary.Candidates > 0 && summary.Failed == summary.Candidates;
        pass.Status.Results = new ResultsStatus { Uri = $"{pass.Memory.Artifacts.Uri}{RunPaths.Report}" };
        if (isAllFailed)
        {
            Fail(pass, Reasons.AllFailed, $"All {summary.Candidates} candidates failed. Look at status.failures and the kernel's log.");
            return;
        }

        End(pass);
        var (reason, message) = summary.Succeeded == 0
            ? (Reasons.NoFeasibleCandidate, "Every batch ended, but no candidate keeps the constraints and is ranked.")
            : (Reasons.Completed, $"Every batch ended; {summary.Succeeded} of {summary.Candidates} candidates are ranked.");
        pass.Conclude(Standing.Complete, reason, message);
        pass.Tell(EventReasons.RunComplete, message);
    }

    private static void Fail(CampaignPass pass, string reason, string message)
    {
        End(pass);
        pass.Conclude(Standing.Failed, reason, message);
        pass.Warn(EventReasons.RunFailed, message);
    }

    private static void End(CampaignPass pass)
    {
        pass.Status.Run!.CompletionTime = pass.Now.UtcDateTime;
        pass.Status.Run.Ranking = pass.RankingHash;
        foreach (var wave in pass.Status.Waves ?? [])
        {
            wave.State = WaveStates.Sealed;
        }
    }
}
