using MaterialsSim.Api.Status;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Campaigns.Waves;

/// <summary>A wave that is not sealed, with its batches and its work.</summary>
/// <param name="Status">Its entry in the status to write.</param>
/// <param name="Batches">Batch numbers by index.</param>
/// <param name="Work">The work, or null when there is none.</param>
internal sealed record LiveWave(WaveStatus Status, int[] Batches, ObservedWork? Work)
{
    /// <summary>Work that status names but that was never seen: to be created.</summary>
    public bool IsUnborn => Work is null && Status.State == WaveStates.Planned;

    /// <summary>Batches whose index has ended, or whose work is gone: where a commit may be.</summary>
    public IEnumerable<int> Ended()
    {
        for (var index = 0; index < Batches.Length; index++)
        {
            if (Work is null || Work.State != WorkState.Active || Work.Completed.Contains(index) || Work.Failed.Contains(index))
            {
                yield return Batches[index];
            }
        }
    }
}
