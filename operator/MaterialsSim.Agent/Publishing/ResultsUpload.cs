using System.Security.Cryptography;
using MaterialsSim.Agent.Running;
using MaterialsSim.Screening.Results;

namespace MaterialsSim.Agent.Publishing;

/// <summary>Scores the kernel's output into the attempt's results object, in one stream.</summary>
internal static class ResultsUpload
{
    public static async Task<PublishedBatch> RunAsync(
        RunFolder run, string results, KernelLeavings left, WaveBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            PublishedBatch? published = null;
            var created = await run.Store.CreateAsync(
                run.At(results), async (stream, token) => published = await ScoreAsync(left, stream, batch, token), cancellationToken);
            if (!created)
            {
                // This attempt's own, from a try whose answer was lost: the same output gives the same bytes.
                published = await ScoreAsync(left, Stream.Null, batch, cancellationToken);
                await CheckSameAsync(run, results, published, cancellationToken);
            }

            return published!.Summary.Candidates == batch.Record.Candidates
                ? published
                : throw KernelLeavings.Failed($"{published.Summary.Candidates} candidates were scored of {batch.Record.Candidates} in batch {batch.Record.Batch}.");
        }
        catch (KernelOutputException e)
        {
            throw AgentException.NeverWorks(e.Reason, e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw KernelLeavings.Failed(e.Message);
        }
    }

    private static Task<PublishedBatch> ScoreAsync(KernelLeavings left, Stream results, WaveBatch batch, CancellationToken cancellationToken)
    {
        left.Input.Position = 0;
        left.Output.Position = 0;
        return BatchResults.WriteAsync(left.Input, left.Output, results, batch.Task.Ranking, new KernelOutputLimits(), cancellationToken);
    }

    private static async Task CheckSameAsync(RunFolder run, string results, PublishedBatch published, CancellationToken cancellationToken)
    {
        await using var there = await run.OpenAsync(results, 0, null, cancellationToken);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(there, cancellationToken)) != published.Sha256)
        {
            throw KernelLeavings.Failed($"{run.Name(results)} holds other results of the same attempt: the kernel's output changed while it was published. " +
                "See that no process of the kernel outlives it.");
        }
    }
}
