using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Waves;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Merges what has been committed since the last pass.</summary>
internal sealed class CommitStep(CommitReader reader)
{
    /// <summary>Returns false when the pass must end here to go on merging in the next one.</summary>
    public async Task<bool> RunAsync(CampaignPass pass, IReadOnlyList<LiveWave> waves, CancellationToken cancellationToken)
    {
        var isRescore = pass.Memory.Ledger is { } old && old.RankingHash != pass.RankingHash;
        var ledger = await CommitReader.OpenAsync(pass, cancellationToken).ConfigureAwait(false);
        pass.Memory.LastProgress ??= pass.Now;
        var ended = waves.Where(w => !w.IsUnborn).SelectMany(w => w.Ended());
        var isListingDue = !ledger.IsFull && (pass.Memory.LastListing is not { } last || pass.Now >= last + CommitReader.ListingInterval);
        if (isListingDue)
        {
            ended = ended.Concat(await CommitReader.ListAsync(pass.Memory, pass.Now, cancellationToken).ConfigureAwait(false));
        }

        if (await reader.MergeAsync(pass, ended, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        // Not all listed commits fitted into this pass; list again in the next.
        pass.Memory.LastListing = null;
        var isRunning = pass.Status.Waves?.Any(w => w.State != WaveStates.Sealed) == true && !isRescore;
        pass.Conclude(isRunning ? Standing.Running : Standing.Rescoring, isRunning ? Reasons.Running : Reasons.Rescoring, "");
        pass.Requeue(TimeSpan.Zero);
        return false;
    }
}
