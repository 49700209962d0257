using MaterialsSim.Agent.Running;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Agent.Publishing;

/// <summary><c>materialssim-agent publish</c>: checks, scores and stores what the kernel left, then commits the batch. The first commit wins.</summary>
internal static class PublishCommand
{
    public static async Task RunAsync(AgentContext context, CancellationToken cancellationToken)
    {
        var attempt = context.Settings.Attempt;
        var batch = await WaveBatch.ReadAsync(context, cancellationToken);
        if (await context.Run.ExistsAsync(batch.Commit, cancellationToken))
        {
            context.Log.WriteLine($"Batch {batch.Record.Batch} is committed already.");
            return;
        }

        using var left = await KernelLeavings.OpenAsync(new WorkFolder(context.Settings.Work), batch, cancellationToken);
        var results = RunPaths.Results(batch.Record.Batch, attempt);
        var published = await ResultsUpload.RunAsync(context.Run, results, left, batch, cancellationToken);
        var commit = new Commit
        {
            CampaignUid = batch.Task.CampaignUid,
            Run = batch.Task.Run,
            Generation = batch.Task.Generation,
            Batch = batch.Record.Batch,
            Wave = batch.Task.Wave,
            Backend = batch.Task.Backend,
            Attempt = attempt,
            Outcome = BatchOutcome.Succeeded,
            Results = new ResultsReference(results, published.Sha256, published.Bytes),
            RankingHash = batch.Task.Ranking.Hash(),
            Summary = published.Summary,
            Started = left.Started,
            Finished = context.Now(),
        };
        if (await context.Run.CreateAsync(batch.Commit, CommitDocument.Write(commit), cancellationToken))
        {
            context.Log.WriteLine($"Committed batch {commit.Batch}: {commit.Summary.Succeeded} of {commit.Summary.Candidates} candidates ranked.");
            return;
        }

        await YieldAsync(context, batch, results, cancellationToken);
    }

    // Another attempt was first, or this one before a lost answer. Only the commit's own results are kept.
    private static async Task YieldAsync(AgentContext context, WaveBatch batch, string results, CancellationToken cancellationToken)
    {
        var winner = await context.Run.ReadAsync<Commit>(batch.Commit, cancellationToken);
        context.Log.WriteLine($"Batch {batch.Record.Batch} was committed by attempt {Screening.Datasets.Quote.Of(winner.Attempt)}.");
        if (winner.Results?.Path != results)
        {
            await context.Store.DeleteAsync(context.Run.At(results), cancellationToken);
        }
    }
}
