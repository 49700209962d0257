using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Campaigns.Runs;
using MaterialsSim.Campaigns.Waves;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Reviews the live waves, seals those that are settled, and opens the next one.</summary>
internal sealed class WaveStep(IExecutionBackend backend, CommitReader commits, FailedBatches failedBatches)
{
    private const int SealedKept = 8;

    // Without a commit for this long, pods and events are asked why; then again at the same pace.
    private static readonly TimeSpan PatienceWithoutCommit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan DiagnosisInterval = TimeSpan.FromSeconds(30);

    /// <summary>The waves that are not sealed, with their manifests and work.</summary>
    public static async Task<IReadOnlyList<LiveWave>> LoadAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        List<LiveWave> live = [];
        foreach (var wave in pass.Status.Waves ?? [])
        {
            if (wave.State == WaveStates.Sealed)
            {
                continue;
            }

            var batches = await WaveManifests.ReadAsync(pass, wave.Number, cancellationToken).ConfigureAwait(false);
            var name = NameOf(pass, wave.Number);
            var work = pass.Work.FirstOrDefault(w => w.Name == name);
            if (work is not null)
            {
                wave.State = WaveStates.Running;
            }

            live.Add(new LiveWave(wave, batches, work));
        }

        return live;
    }

    /// <summary>Brings the waves forward.</summary>
    public async Task RunAsync(CampaignPass pass, IReadOnlyList<LiveWave> waves, CancellationToken cancellationToken)
    {
        var ledger = pass.Memory.Ledger!;
        List<(LiveWave Wave, int Remaining)> live = [];
        foreach (var wave in waves)
        {
            var remaining = await ReviewAsync(pass, wave, cancellationToken).ConfigureAwait(false);
            if (remaining > 0)
            {
                live.Add((wave, remaining));
            }
        }

        if (!ledger.IsFull && !pass.IsSuspended)
        {
            await OpenNextAsync(pass, live, cancellationToken).ConfigureAwait(false);
        }

        await AdjustAsync(pass, live, cancellationToken).ConfigureAwait(false);
        await DiagnoseAsync(pass, live, cancellationToken).ConfigureAwait(false);
        TrimSealed(pass.Status);
    }

    private static string NameOf(CampaignPass pass, int wave) => WorkName.Of(pass.Campaign.Metadata.Name, pass.Uid, pass.Memory.Run, wave);

    /// <summary>Returns how many of the wave's batches are still to be done; 0 seals it.</summary>
    private async Task<int> ReviewAsync(CampaignPass pass, LiveWave wave, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        if (wave.IsUnborn)
        {
            if (!pass.IsSuspended && !pass.IsRefused())
            {
                pass.AfterWrite.Add(ct => backend.StartAsync(Order(pass, wave), ct));
            }

            return wave.Batches.Length;
        }

        if (wave.Work is { Deleting: true })
        {
            // Somebody deleted the Job: once it is gone its open batches go into a further wave.
            return wave.Batches.Length;
        }

        var review = Review(pass, wave);
        if (review.Lost.Count > 0)
        {
            // Nothing is called lost on a stale view: list once more before deciding.
            var listed = await CommitReader.ListAsync(memory, pass.Now, cancellationToken).ConfigureAwait(false);
            await commits.MergeAsync(pass, listed, cancellationToken).ConfigureAwait(false);
            review = Review(pass, wave);
        }

        await failedBatches.RecordIndexesAsync(pass, wave, review.FailedIndexes, cancellationToken).ConfigureAwait(false);
        if (review.CheckAgainAt is { } at)
        {
            pass.RequeueAt(at);
        }

        if (!review.Settled)
        {
            return review.Remaining;
        }

        wave.Status.State = WaveStates.Sealed;
        pass.Tell(EventReasons.WaveSealed, $"Wave {wave.Status.Number} ended: {wave.Batches.Length} batches, {review.Lost.Count} lost.");
        if (review.Lost.Count > 0)
        {
            pass.Warn(EventReasons.BatchLost, $"{review.Lost.Count} batches of wave {wave.Status.Number} ended without a commit and are tried again; the first is batch {review.Lost[0]}.");
        }

        return 0;
    }

    private static WaveReview Review(CampaignPass pass, LiveWave wave)
        => WaveReview.Of(wave.Batches, wave.Work, pass.Memory.Ledger!.Contains, pass.Memory.Ends, pass.Now);

    private async Task OpenNextAsync(CampaignPass pass, List<(LiveWave Wave, int Remaining)> live, CancellationToken cancellationToken)
    {
        var pending = await PendingAsync(pass, live, cancellationToken).ConfigureAwait(false);
        var choice = WaveChoice.Next(pending, [.. live.Select(l => l.Remaining)], pass.Parallelism);
        if (choice.Count == 0)
        {
            return;
        }

        if (pass.IsRefused())
        {
            return;
        }

        var waves = pass.Status.Waves ??= [];
        var number = waves.Count == 0 ? 1 : waves.Max(w => w.Number) + 1;
        var batches = await WaveManifests.CreateAsync(pass, number, choice, Backends.Jobs, cancellationToken).ConfigureAwait(false);
        var status = new WaveStatus { Number = number, Backend = Backends.Jobs, State = WaveStates.Planned, Batches = batches.Length };
        waves.Add(status);
        var wave = new LiveWave(status, batches, Work: null);
        live.Add((wave, batches.Length));
        pass.AfterWrite.Add(ct => backend.StartAsync(Order(pass, wave), ct));
        pass.Tell(EventReasons.WaveStarted, $"Wave {number}: {batches.Length} batches on Jobs.");
    }

    private static WorkOrder Order(CampaignPass pass, LiveWave wave)
    {
        var number = wave.Status.Number;
        return new WorkOrder(
            pass.Campaign, WorkRole.Wave, NameOf(pass, number), pass.Memory.Run, number, pass.Memory.Path, wave.Batches.Length, pass.Parallelism,
            RunIdentity.SeedOf(pass.Status.Run!.Id));
    }

    /// <summary>Batches to try: neither committed nor in a live wave. One that was lost too often is recorded as failed instead.</summary>
    private static async Task<IReadOnlyList<int>> PendingAsync(
        CampaignPass pass, List<(LiveWave Wave, int Remaining)> live, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var tries = new int[memory.Plan!.Batches];
        var last = pass.Status.Waves is { Count: > 0 } waves ? waves.Max(w => w.Number) : 0;
        for (var number = 1; number <= last; number++)
        {
            foreach (var batch in await WaveManifests.ReadAsync(pass, number, cancellationToken).ConfigureAwait(false))
            {
                tries[batch]++;
            }
        }

        var busy = live.SelectMany(l => l.Wave.Batches).ToHashSet();
        List<int> pending = [];
        for (var batch = 0; batch < tries.Length; batch++)
        {
            if (memory.Ledger!.Contains(batch) || busy.Contains(batch))
            {
                continue;
            }

            if (tries[batch] <= WaveChoice.MaxLosses)
            {
                pending.Add(batch);
            }
            else
            {
                var lost = new BatchFailure(FailureReason.Lost, $"Tried in {tries[batch]} waves; each ended without a commit.", ExitCode: null);
                await FailedBatches.RecordAsync(pass, batch, last, lost, cancellationToken).ConfigureAwait(false);
            }
        }

        return pending;
    }

    private async Task AdjustAsync(CampaignPass pass, List<(LiveWave Wave, int Remaining)> live, CancellationToken cancellationToken)
    {
        var shares = WaveChoice.Share(pass.Parallelism, [.. live.Select(l => l.Remaining)]);
        for (var i = 0; i < live.Count; i++)
        {
            if (live[i].Wave.Work is { State: WorkState.Active, Deleting: false } work)
            {
                await backend.AdjustAsync(work, new WorkAdjustment(pass.IsSuspended, shares[i], null), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task DiagnoseAsync(CampaignPass pass, List<(LiveWave Wave, int Remaining)> live, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var isQuiet = live.Count > 0 && !pass.IsSuspended && memory.LastProgress is { } last && pass.Now >= last + PatienceWithoutCommit;
        if (!isQuiet)
        {
            memory.Obstacle = null;
            if (live.Count > 0)
            {
                pass.Requeue(DiagnosisInterval);
            }

            return;
        }

        if (memory.LastDiagnosis is not { } before || pass.Now >= before + DiagnosisInterval)
        {
            memory.LastDiagnosis = pass.Now;
            memory.Obstacle = null;
            foreach (var (wave, _) in live.Where(l => l.Wave.Work is not null))
            {
                var obstacle = await backend.DiagnoseAsync(wave.Work!, cancellationToken).ConfigureAwait(false);
                memory.Obstacle ??= obstacle;
                await GiveUpAsync(pass, wave, obstacle?.DisruptedIndexes ?? [], cancellationToken).ConfigureAwait(false);
            }
        }

        pass.Obstacle = memory.Obstacle;
        pass.Requeue(DiagnosisInterval);
    }

    /// <summary>The commit makes the next pod of the index find its batch done, so the Job ends it by itself.</summary>
    private static async Task GiveUpAsync(CampaignPass pass, LiveWave wave, IReadOnlyList<int> indexes, CancellationToken cancellationToken)
    {
        foreach (var index in indexes.Where(i => !pass.Memory.Ledger!.Contains(wave.Batches[i])))
        {
            var failure = new BatchFailure(FailureReason.Disrupted, $"Its pods were disrupted more than {Obstacle.DisruptionCeiling} times.", ExitCode: null);
            await FailedBatches.RecordAsync(pass, wave.Batches[index], wave.Status.Number, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void TrimSealed(SimulationCampaignStatus status)
    {
        var isOld = status.Waves?.Where(w => w.State == WaveStates.Sealed).OrderByDescending(w => w.Number).Skip(SealedKept).ToList() ?? [];
        foreach (var wave in isOld)
        {
            status.Waves!.Remove(wave);
        }
    }
}
