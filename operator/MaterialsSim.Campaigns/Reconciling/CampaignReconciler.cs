using System.Collections.Concurrent;
using MaterialsSim.Api;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Campaigns.Runs;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Campaigns.Waves;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>
/// Brings one campaign a step forward: look, decide, one status write, then what the status names. Every pass starts from what the API server and
/// the store say, so it may be stopped anywhere and begun again.
/// </summary>
public sealed class CampaignReconciler
{
    private readonly ICampaignApi _api;
    private readonly IExecutionBackend _backend;
    private readonly IRunArtifactsSource _artifacts;
    private readonly TimeProvider _time;
    private readonly PreflightStep _preflight;
    private readonly PlanStep _plan;
    private readonly CommitStep _commit;
    private readonly WaveStep _wave;
    private readonly FinishStep _finish;
    private readonly SweepStep _sweep;
    private readonly ConcurrentDictionary<string, RunMemory> _memories = new();
    private readonly ConcurrentDictionary<string, (string Before, SimulationCampaign Written)> _written = new();

    /// <summary>A reconciler over these collaborators.</summary>
    public CampaignReconciler(
        ICampaignApi api, IExecutionBackend backend, IRunArtifactsSource artifacts, IRunReports reports, CampaignOptions options, TimeProvider time)
    {
        _api = api;
        _backend = backend;
        _artifacts = artifacts;
        _time = time;
        var reader = new CommitReader(time);
        _preflight = new PreflightStep(options);
        _plan = new PlanStep(backend, new OwnPlanner(api));
        _commit = new CommitStep(reader);
        _wave = new WaveStep(backend, reader, new FailedBatches(backend));
        _finish = new FinishStep(reports);
        _sweep = new SweepStep(backend);
    }

    /// <summary>Reconciles a campaign as the cache shows it. Returns when to look again without being asked, or null.</summary>
    public async Task<TimeSpan?> ReconcileAsync(SimulationCampaign observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        var campaign = Latest(observed);
        if (campaign.Metadata.DeletionTimestamp is not null)
        {
            // Its Jobs go by owner reference; results are kept.
            Forget(campaign.Metadata.Uid);
            return null;
        }

        var work = _backend.Observe(campaign.Metadata.NamespaceProperty, campaign.Metadata.Uid);
        var pass = new CampaignPass(campaign, work, _time.GetUtcNow());
        var isConcluded = await LookAsync(pass, cancellationToken).ConfigureAwait(false);
        if (isConcluded)
        {
            CampaignConditions.Apply(pass);
        }
        else
        {
            CampaignConditions.Touch(pass);
        }

        await WriteAsync(pass, cancellationToken).ConfigureAwait(false);
        await ActAsync(pass, cancellationToken).ConfigureAwait(false);
        return pass.RequeueAfter;
    }

    /// <summary>Drops what is remembered of a campaign that is gone.</summary>
    public void Forget(string campaignUid)
    {
        _memories.TryRemove(campaignUid, out _);
        _written.TryRemove(campaignUid, out _);
    }

    /// <summary>Returns false when the campaign is finished and its conditions stay as they are.</summary>
    private async Task<bool> LookAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        try
        {
            if (!_preflight.Run(pass))
            {
                return true;
            }

            if (!RunStep.Run(pass))
            {
                return pass.Status.Run?.CompletionTime is null;
            }

            pass.Memory = MemoryOf(pass);
            if (await _plan.RunAsync(pass, cancellationToken).ConfigureAwait(false))
            {
                await WorkAsync(pass, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RunArtifactsUnavailableException exception)
        {
            // Not the campaign's failure: nothing is decided until the store answers.
            pass.AfterWrite.Clear();
            pass.Conclude(Standing.Waiting, Reasons.StoreUnavailable, exception.Message);
            pass.Requeue(TimeSpan.FromSeconds(15));
        }
        catch (DocumentException exception)
        {
            pass.AfterWrite.Clear();
            pass.Conclude(Standing.Waiting, Reasons.StateCorrupt, exception.Message);
            pass.Requeue(PlanStep.RetryInterval);
        }

        return true;
    }

    private async Task WorkAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var waves = await WaveStep.LoadAsync(pass, cancellationToken).ConfigureAwait(false);
        if (await _commit.RunAsync(pass, waves, cancellationToken).ConfigureAwait(false))
        {
            await _wave.RunAsync(pass, waves, cancellationToken).ConfigureAwait(false);
            await _finish.RunAsync(pass, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The one status write of a pass; none when nothing is due.</summary>
    private async Task WriteAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var isDecisive = !StatusDocument.AreEqual(pass.Original, pass.Status);
        if (!isDecisive && !IsProgressDue(pass))
        {
            return;
        }

        await ApplyProgressAsync(pass, cancellationToken).ConfigureAwait(false);
        if (StatusDocument.AreEqual(pass.Original, pass.Status))
        {
            return;
        }

        var before = pass.Campaign;
        var written = await _api.WriteStatusAsync(before, pass.Status, cancellationToken).ConfigureAwait(false);
        _written[pass.Uid] = (before.Metadata.ResourceVersion, written);
        foreach (var campaignEvent in pass.Events)
        {
            _api.Emit(written, campaignEvent);
        }
    }

    private static bool IsProgressDue(CampaignPass pass)
    {
        if (pass.Memory?.Ledger is not { } ledger || pass.Memory.Plan is not { } plan)
        {
            return false;
        }

        var done = ProgressReport.Done(pass.Original?.Candidates);
        var (isDue, wait) = StatusWritePolicy.Progress(plan.Candidates, done, ledger.Summary.Candidates, pass.Memory.LastProgressWrite, pass.Now);
        if (wait is { } left)
        {
            pass.Requeue(left);
        }

        return isDue;
    }

    private static async Task ApplyProgressAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        if (pass.Memory?.Ledger is not { } ledger || pass.Memory.Plan is not { } plan)
        {
            return;
        }

        var running = pass.Work.Where(w => w.Role == WorkRole.Wave && w.Run == pass.Memory.Run).Sum(w => w.ActivePods);
        ProgressReport.Apply(pass.Status, ledger, plan, pass.Ranking, running);
        var bytes = CheckpointDocument.Write(ledger.ToCheckpoint(pass.Uid, pass.Memory.Run));
        var sha256 = CheckpointDocument.Hash(bytes);
        if (pass.Status.Checkpoint?.Sha256 != sha256)
        {
            // Written before it is named: a status never points at nothing.
            await pass.Memory.Artifacts.CreateAsync(RunPaths.Checkpoint(sha256), bytes, cancellationToken).ConfigureAwait(false);
            if (pass.Original?.Checkpoint is { } superseded)
            {
                var artifacts = pass.Memory.Artifacts;
                pass.AfterWrite.Add(ct => artifacts.DeleteAsync(RunPaths.Checkpoint(superseded.Sha256), ct));
            }
        }

        pass.Status.Checkpoint = new CheckpointStatus { Sha256 = sha256, Batches = ledger.Count };
        pass.Memory.LastProgressWrite = pass.Now;
    }

    private async Task ActAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var action in pass.AfterWrite)
            {
                await action(cancellationToken).ConfigureAwait(false);
            }

            if (pass.Memory is { } memory && pass.AfterWrite.Count > 0)
            {
                memory.Refusal = null;
            }
        }
        catch (WorkRefusedException refused)
        {
            pass.Memory.Refusal = (refused.Reason, refused.Message, pass.Now + refused.RetryAfter);
            pass.Requeue(TimeSpan.Zero);
        }

        if (pass.Memory is null && pass.Status.Run is not null)
        {
            pass.Memory = MemoryOf(pass);
        }

        await _sweep.RunAsync(pass, cancellationToken).ConfigureAwait(false);
        if (pass.Status.Run?.CompletionTime is not null && pass.Work.Count == 0)
        {
            _memories.TryRemove(pass.Uid, out _);
        }
    }

    private RunMemory MemoryOf(CampaignPass pass)
    {
        var number = pass.Status.Run!.Number;
        var memory = _memories.GetOrAdd(pass.Uid, _ => NewMemory(pass, number));
        return memory.Run == number ? memory : _memories[pass.Uid] = NewMemory(pass, number);
    }

    private RunMemory NewMemory(CampaignPass pass, int number)
    {
        var path = RunPaths.Run(pass.Campaign.Metadata.NamespaceProperty, pass.Campaign.Metadata.Name, pass.Uid, number);
        return new RunMemory(number, path, _artifacts.Open(path));
    }

    /// <summary>The cache may lag behind our own last write; deciding on the older object would do things twice.</summary>
    private SimulationCampaign Latest(SimulationCampaign observed)
        => _written.TryGetValue(observed.Metadata.Uid, out var write) && write.Before == observed.Metadata.ResourceVersion ? write.Written : observed;
}
