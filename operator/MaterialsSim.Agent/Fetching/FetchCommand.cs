using System.Text.Json;
using MaterialsSim.Agent.Datasets;
using MaterialsSim.Agent.Running;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Fetching;

/// <summary><c>materialssim-agent fetch</c>: puts this pod's batch into the work folder, where the kernel finds it.</summary>
internal static class FetchCommand
{
    public static async Task RunAsync(AgentContext context, CancellationToken cancellationToken)
    {
        var started = context.Now();
        var batch = await WaveBatch.ReadAsync(context, cancellationToken);
        var plan = await context.Run.ReadAsync<Plan>(RunPaths.Plan, cancellationToken);
        context.Run.CheckOwner(RunPaths.Plan, plan.CampaignUid, plan.Run);
        if (batch.Record.Batch >= plan.Batches)
        {
            throw Damaged(context, $"batch {batch.Record.Batch} of a plan with {plan.Batches} batches");
        }

        var work = new WorkFolder(context.Settings.Work);
        work.Remove(WorkFiles.Output);
        foreach (var folder in new[] { WorkFiles.Files, WorkFiles.Artifacts, WorkFiles.Checkpoint })
        {
            work.CreateFolder(folder);
        }

        // A batch that another pod has finished is not computed again: the kernel gets nothing to do, which is legal.
        var committed = await context.Run.ExistsAsync(batch.Commit, cancellationToken);
        var sha256 = await WriteInputAsync(context, work, plan, committed ? null : batch.Record, cancellationToken);
        await WriteJsonAsync(work, WorkFiles.Parameters, batch.Task.Parameters, AgentJson.Default.IReadOnlyDictionaryStringString, cancellationToken);
        var state = new BatchState
        {
            Batch = batch.Record.Batch,
            Wave = batch.Task.Wave,
            Generation = batch.Task.Generation,
            RankingHash = batch.Task.Ranking.Hash(),
            Committed = committed,
            Candidates = committed ? 0 : batch.Record.Candidates,
            InputSha256 = sha256,
            Started = started,
        };
        await WriteJsonAsync(work, WorkFiles.Batch, state, AgentJson.Default.BatchState, cancellationToken);
        context.Log.WriteLine(committed
            ? $"Batch {state.Batch} is committed already; there is nothing to do."
            : $"Fetched batch {state.Batch}: {state.Candidates} candidates.");
    }

    private static async Task<string> WriteInputAsync(
        AgentContext context, WorkFolder work, Plan plan, BatchRecord? record, CancellationToken cancellationToken)
    {
        await using var file = work.Create(WorkFiles.Input);
        await using var hashed = new HashingStream(file);
        if (record is not null)
        {
            await CopyAsync(context, plan, record.Value, hashed, cancellationToken);
        }

        await file.FlushAsync(cancellationToken);
        return hashed.Sha256();
    }

    private static async Task CopyAsync(AgentContext context, Plan plan, BatchRecord record, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            if (plan.Materialised)
            {
                await using var input = await context.Run.OpenAsync(RunPaths.Input(record.Batch), 0, null, cancellationToken);
                await BatchReader.CopyAsync(plan, record, input, output, cancellationToken);
                return;
            }

            if (record.Object >= plan.Objects.Count)
            {
                throw Damaged(context, $"batch {record.Batch} is in object {record.Object} of a plan with {plan.Objects.Count}");
            }

            var planned = plan.Objects[record.Object];
            using var dataset = await DatasetOpener.OpenAsync(planned.Uri, context, cancellationToken);
            dataset.CheckIs(planned);
            await using var range = await dataset.OpenAsync(record.Offset, record.Length, cancellationToken);
            await BatchReader.CopyAsync(plan, record, range, output, cancellationToken);
        }
        catch (DatasetException e)
        {
            throw AgentException.NeverWorks(e.Reason, e.Message, e);
        }
        catch (DatasetAccessException e) when (e.Reason == DatasetAccessException.Unreadable)
        {
            throw AgentException.TryAgain(e.Reason, e.Message, e);
        }
        catch (DatasetAccessException e)
        {
            throw AgentException.NeverWorks(e.Reason, e.Message, e);
        }
    }

    private static async Task WriteJsonAsync<T>(
        WorkFolder work, string name, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await using var file = work.Create(name);
        await JsonSerializer.SerializeAsync(file, value, type, cancellationToken);
    }

    private static AgentException Damaged(AgentContext context, string what) => AgentException.NeverWorks(
        "DocumentDamaged", $"{context.Run.Name(RunPaths.Manifest(context.Settings.Wave))} does not fit the plan: {what}. Restore it, or start the run anew.");
}
