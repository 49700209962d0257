using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Running;

/// <summary>The batch of this pod: its wave, and its record in the wave's manifest.</summary>
internal sealed record WaveBatch(WaveTask Task, BatchRecord Record)
{
    /// <summary>Path of the batch's commit in the run.</summary>
    public string Commit => RunPaths.Commit(Task.Generation, Record.Batch);

    /// <summary>Reads it from the store, which alone is believed: the work folder is the kernel's, too.</summary>
    public static async Task<WaveBatch> ReadAsync(AgentContext context, CancellationToken cancellationToken)
    {
        var (wave, index) = (context.Settings.Wave, context.Settings.Index);
        var name = RunPaths.WaveTask(wave);
        var task = await context.Run.ReadAsync<WaveTask>(name, cancellationToken);
        context.Run.CheckOwner(name, task.CampaignUid, task.Run);
        if (task.Wave != wave || index >= task.Batches)
        {
            throw AgentException.NeverWorks(
                "DocumentDamaged",
                $"{context.Run.Name(name)} is of wave {task.Wave} with {task.Batches} batches; wave {wave}, index {index} was asked for. Restore it, or start the run anew.");
        }

        return new WaveBatch(task, await ReadRecordAsync(context.Run, RunPaths.Manifest(wave), index, cancellationToken));
    }

    private static async Task<BatchRecord> ReadRecordAsync(RunFolder run, string manifest, int index, CancellationToken cancellationToken)
    {
        var line = new byte[BatchRecord.Width];
        await using var stream = await run.OpenAsync(manifest, (long)index * BatchRecord.Width, BatchRecord.Width, cancellationToken);
        var length = await stream.ReadAtLeastAsync(line, line.Length, throwOnEndOfStream: false, cancellationToken);
        return BatchRecord.TryParse(line.AsSpan(0, length), out var record)
            ? record
            : throw AgentException.NeverWorks(
                "DocumentDamaged",
                $"{run.Name(manifest)}: record {index} is damaged: {Quote.Of(line.AsSpan(0, length))}. Restore it, or start the run anew.");
    }
}
