using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Campaigns.Reconciling;

/// <summary>Removes work that status does not name, and gives ended work its time to live.</summary>
internal sealed class SweepStep(IExecutionBackend backend)
{
    /// <summary>Seconds that ended work is kept for its logs, unless the campaign says otherwise.</summary>
    public const int DefaultTtlSeconds = 3600;

    /// <summary>Sweeps by the cached view; costs no call when nothing is to be done. Runs after status is written.</summary>
    public async Task RunAsync(CampaignPass pass, CancellationToken cancellationToken)
    {
        var run = pass.Status.Run;
        foreach (var work in pass.Work.Where(w => !w.Deleting))
        {
            var wave = work.Run == run?.Number && work.Role == WorkRole.Wave ? pass.Status.Waves?.FirstOrDefault(w => w.Number == work.Wave) : null;
            var isPlan = work.Run == run?.Number && work.Role == WorkRole.Plan;
            if (!isPlan && wave is null)
            {
                await backend.StopAsync(work, cancellationToken).ConfigureAwait(false);
            }
            else if (wave is { State: WaveStates.Sealed } || (isPlan && pass.Status.Batches is not null))
            {
                await RetireAsync(pass, work, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RetireAsync(CampaignPass pass, ObservedWork work, CancellationToken cancellationToken)
    {
        if (work.State == WorkState.Active)
        {
            // Its last pods may still be on their way out; what hangs longer, or belongs to a run that failed, is stopped.
            var sealedAt = pass.SealedAt(work.Uid);
            if (pass.Standing == Standing.Failed || pass.Now >= sealedAt + TimeSpan.FromMinutes(1))
            {
                await backend.StopAsync(work, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                pass.RequeueAt(sealedAt + TimeSpan.FromMinutes(1));
            }

            return;
        }

        var ttl = pass.Spec.Execution?.Jobs?.TtlSecondsAfterFinished ?? DefaultTtlSeconds;
        if (work.TtlSeconds != ttl)
        {
            await backend.AdjustAsync(work, new WorkAdjustment(work.Suspended, work.Parallelism, ttl), cancellationToken).ConfigureAwait(false);
        }
    }
}
