using System.Security.Cryptography;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Runs;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>
/// Brings the run's plan about: by a pod in the tenant's name for files and buckets, in this process for candidates that the campaign itself
/// carries. The plan in the store is the truth; who made it does not matter.
/// </summary>
internal sealed class PlanStep(IExecutionBackend backend, OwnPlanner ownPlanner)
{
    /// <summary>Time before a dataset, role or quota that was missing is looked for again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MaxPlanBytes = 8 << 20;
    private const int MaxTableBytes = (Plan.MaxBatches + 1) * BatchRecord.Width;

    /// <summary>Returns true when the plan is there.</summary>
    public async Task<bool> RunAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        if (pass.Memory.Plan is not null || await LoadAsync(pass, cancellationToken).ConfigureAwait(false))
        {
            Report(pass);
            return HasInputs(pass);
        }

        if (pass.IsSuspended)
        {
            pass.Conclude(Standing.Suspended, Reasons.Suspended, "Suspended before planning.");
            return false;
        }

        if (pass.Spec.Candidates.Uri is null)
        {
            return await PlanHereAsync(pass, cancellationToken).ConfigureAwait(false);
        }

        await PlanInPodAsync(pass, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private async Task<bool> PlanHereAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        if (await ownPlanner.PlanAsync(pass, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            Fail(pass, failure, pass.Now + RetryInterval);
            return false;
        }

        var isLoaded = await LoadAsync(pass, cancellationToken).ConfigureAwait(false);
        Report(pass);
        return isLoaded;
    }

    private async Task PlanInPodAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var run = pass.Memory.Run;
        var name = WorkName.Of(pass.Campaign.Metadata.Name, pass.Uid, run, wave: 0);
        var work = pass.Work.FirstOrDefault(w => w.Name == name);
        pass.Conclude(Standing.Planning, Reasons.Planning, "The dataset is being cut into batches.");
        if (work is null)
        {
            if (pass.IsRefused())
            {
                var (reason, message, _) = pass.Memory.Refusal!.Value;
                pass.Conclude(Standing.Waiting, reason, message);
                return;
            }

            await pass.Memory.Artifacts.WriteAsync(RunPaths.PlanRequest, Documents.Write(PlanRequests.Of(pass)), cancellationToken).ConfigureAwait(false);
            pass.AfterWrite.Add(ct => backend.StartAsync(new WorkOrder(pass.Campaign, WorkRole.Plan, name, run, 0, pass.Memory.Path, 1, 1, Seed: 0), ct));
        }
        else if (!work.Deleting && work.State != WorkState.Active)
        {
            await EndedWithoutPlanAsync(pass, work, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await DiagnoseAsync(pass, work, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DiagnoseAsync(CampaignPass pass, ObservedWork work, CancellationToken cancellationToken)
    {
        // A pod that starts takes a while; only a plan that does not come is worth asking about.
        var since = pass.Memory.LastProgress ??= pass.Now;
        if (pass.Now >= since + Patience)
        {
            pass.Obstacle = await backend.DiagnoseAsync(work, cancellationToken).ConfigureAwait(false);
        }

        pass.Requeue(Patience);
    }

    private async Task EndedWithoutPlanAsync(CampaignPass pass, ObservedWork work, CancellationToken cancellationToken)
    {
        var bytes = await pass.Memory.Artifacts.ReadAsync(RunPaths.PlanFailure(work.Uid), 1 << 16, cancellationToken).ConfigureAwait(false);
        var failure = bytes is null
            ? await UnexplainedAsync(work, cancellationToken).ConfigureAwait(false)
            : Documents.Read<PlanFailure>(bytes, RunPaths.PlanFailure(work.Uid));
        var retryAt = (work.Ended ?? pass.Now) + RetryInterval;
        if (pass.IsEdited || (!failure.WaitsForEdit && pass.Now >= retryAt))
        {
            // The next pass starts a new attempt once this one is gone.
            await backend.StopAsync(work, cancellationToken).ConfigureAwait(false);
            return;
        }

        Fail(pass, failure, retryAt);
    }

    private async Task<PlanFailure> UnexplainedAsync(ObservedWork work, CancellationToken cancellationToken)
    {
        var explained = await backend.ExplainFailuresAsync(work, [0], cancellationToken).ConfigureAwait(false);
        var why = explained.TryGetValue(0, out var failure) ? failure.Message : work.FailureMessage ?? "no pod is left to tell why";
        return new PlanFailure(Reasons.PlanFailed, $"The plan pod of Job {work.Name} failed: {why}", WaitsForEdit: false);
    }

    private static void Fail(CampaignPass pass, PlanFailure failure, DateTimeOffset retryAt)
    {
        var next = failure.WaitsForEdit ? "Edit the campaign." : "It is tried again every 5 minutes.";
        pass.Conclude(failure.WaitsForEdit ? Standing.Invalid : Standing.Waiting, failure.Reason, $"{failure.Message} {next}");
        if (CampaignConditions.Find(pass.Original, ConditionTypes.Stalled)?.Reason != failure.Reason)
        {
            pass.Warn(EventReasons.PlanFailed, failure.Message);
        }

        if (!failure.WaitsForEdit)
        {
            pass.RequeueAt(retryAt);
        }
    }

    private static async Task<bool> LoadAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        if (await memory.Artifacts.ReadAsync(RunPaths.Plan, MaxPlanBytes, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return false;
        }

        var plan = Documents.Read<Plan>(bytes, RunPaths.Plan);
        if (plan.CampaignUid != pass.Uid || plan.Run != memory.Run)
        {
            throw new DocumentException(RunPaths.Plan, "it belongs to another campaign or run");
        }

        var table = await memory.Artifacts.ReadAsync(RunPaths.Batches, MaxTableBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new DocumentException(RunPaths.Batches, "it is missing though plan.json is there");
        if (Convert.ToHexStringLower(SHA256.HashData(table)) != plan.BatchesSha256 || table.Length != plan.Batches * BatchRecord.Width)
        {
            throw new DocumentException(RunPaths.Batches, "its checksum is not the one that plan.json names");
        }

        memory.Batches = BatchTable.Read(table);
        memory.Plan = plan;
        return true;
    }

    /// <summary>A ranking that was edited after planning may name an input that no candidate has.</summary>
    private static bool HasInputs(CampaignPass pass)
    {
        var missing = pass.Ranking.RequiredInputs().Except(pass.Memory.Plan!.Inputs).FirstOrDefault();
        if (missing is null)
        {
            return true;
        }

        pass.Conclude(Standing.Invalid, DatasetReason.MissingInput, $"The dataset has no input '{missing}', which objectives, constraints, distinctBy or report name. Edit the campaign.");
        return false;
    }

    private static void Report(CampaignPass pass)
    {
        var plan = pass.Memory.Plan;
        if (plan is null || pass.Status.Batches is not null)
        {
            return;
        }

        pass.Status.Plan = new PlanStatus { BatchSize = plan.BatchSize, FilteredOut = plan.FilteredOut };
        pass.Status.Candidates = new CandidatesStatus { Total = plan.Candidates };
        pass.Status.Batches = new BatchesStatus { Total = plan.Batches };
        pass.Tell(EventReasons.Planned, $"{plan.Candidates} candidates in {plan.Batches} batches of {plan.BatchSize}.");
    }
}
