using System.Collections.Concurrent;
using System.Globalization;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Campaigns.Runs;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Aggregation;

/// <summary>
/// Merges commits into the run's ledger. Commits are looked for where work has ended, and found by listing at the start, from time to time and
/// when something seems lost. A damaged commit is removed, and its batch computed again.
/// </summary>
internal sealed class CommitReader(TimeProvider time)
{
    /// <summary>How often commits are listed while waves are live.</summary>
    public static readonly TimeSpan ListingInterval = TimeSpan.FromSeconds(60);

    /// <summary>The only generation until reruns are served.</summary>
    public const int Generation = 0;

    private const int ReadAtOnce = 8;

    // A pass holds a reconcile worker: what is left over is merged in the next one.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>Takes up the ledger where status left it, or begins a new one when the ranking has changed or the checkpoint is lost.</summary>
    public static async Task<CommitLedger> OpenAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        if (memory.Ledger is { } ledger && ledger.RankingHash == pass.RankingHash)
        {
            return ledger;
        }

        memory.LastListing = null;
        return memory.Ledger = await FromCheckpointAsync(pass, cancellationToken).ConfigureAwait(false) ?? new CommitLedger(pass.Ranking, memory.Plan!.Batches);
    }

    /// <summary>Batches that have a commit in the store and are not merged yet.</summary>
    public static async Task<IReadOnlyList<int>> ListAsync(RunMemory memory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<int> found = [];
        await foreach (var path in memory.Artifacts.ListAsync(RunPaths.CommitsOf(Generation), cancellationToken).ConfigureAwait(false))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var batch)
                && batch < memory.Plan!.Batches && !memory.Ledger!.Contains(batch))
            {
                found.Add(batch);
            }
        }

        memory.LastListing = now;
        return found;
    }

    /// <summary>Merges those of the batches that have a commit. Returns false when the time for one pass ran out first.</summary>
    public async Task<bool> MergeAsync(CampaignPass pass, IEnumerable<int> batches, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var ledger = pass.Memory.Ledger!;
        foreach (var chunk in batches.Where(b => !ledger.Contains(b)).Distinct().Chunk(ReadAtOnce * 4))
        {
            var read = new ConcurrentBag<(Commit Commit, Summary Summary)>();
            await Parallel.ForEachAsync(chunk, Options(cancellationToken), async (batch, ct) =>
            {
                if (await ReadAsync(pass, batch, ct).ConfigureAwait(false) is { } found)
                {
                    read.Add(found);
                }
            }).ConfigureAwait(false);
            foreach (var (commit, summary) in read)
            {
                ledger.Add(commit.Batch, commit.Outcome, summary);
                pass.Memory.LastProgress = pass.Now;
            }

            if (time.GetElapsedTime(began) > Budget)
            {
                return false;
            }
        }

        return true;
    }

    private static ParallelOptions Options(CancellationToken cancellationToken)
        => new() { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken };

    private static async Task<CommitLedger?> FromCheckpointAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        if (pass.Status.Checkpoint is not { } named)
        {
            return null;
        }

        var memory = pass.Memory;
        try
        {
            var bytes = await memory.Artifacts.ReadAsync(RunPaths.Checkpoint(named.Sha256), Documents.MaxBytes, cancellationToken).ConfigureAwait(false);
            var checkpoint = bytes is null ? null : CheckpointDocument.Read(bytes, named.Sha256, pass.Uid, memory.Run);
            return checkpoint?.RankingHash == pass.RankingHash ? CommitLedger.From(checkpoint!, pass.Ranking, memory.Plan!.Batches) : null;
        }
        catch (DocumentException exception) when (!exception.IsOtherVersion)
        {
            pass.Warn(EventReasons.StoreUnavailable, $"{exception.Message} The state is merged again from the commits.");
            return null;
        }
    }

    private static async Task<(Commit Commit, Summary Summary)?> ReadAsync(CampaignPass pass, int batch, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var path = RunPaths.Commit(Generation, batch);
        if (await memory.Artifacts.ReadAsync(path, Documents.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        try
        {
            var commit = CommitDocument.Read(bytes, new CommitExpectation(pass.Uid, memory.Run, Generation, batch, memory.Batches[batch].Candidates));
            return (commit, await SummaryOfAsync(pass, commit, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is DocumentException { IsOtherVersion: false } or InvalidDataException)
        {
            lock (pass.Events)
            {
                pass.Warn(EventReasons.BatchLost, $"Batch {batch} is computed again: {exception.Message}");
            }

            await memory.Artifacts.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>The commit's own digest, or one made anew when the ranking was edited after the batch ended.</summary>
    private static async Task<Summary> SummaryOfAsync(CampaignPass pass, Commit commit, CancellationToken cancellationToken)
    {
        if (commit.RankingHash == pass.RankingHash)
        {
            return commit.Summary;
        }

        if (commit.Results is null)
        {
            return Summary.ForFailedBatch(commit.Summary.Candidates, commit.Failure!, pass.Ranking);
        }

        var results = await pass.Memory.Artifacts.OpenAsync(commit.Results.Path, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"{commit.Results.Path} is missing.");
        await using (results.ConfigureAwait(false))
        {
            var checkedResults = new ChecksumStream(results, commit.Results.Sha256, commit.Results.Path);
            await using (checkedResults.ConfigureAwait(false))
            {
                var summary = await BatchResults.SummariseAsync(checkedResults, pass.Ranking, cancellationToken).ConfigureAwait(false);
                await checkedResults.VerifyAsync(cancellationToken).ConfigureAwait(false);
                return summary;
            }
        }
    }
}
