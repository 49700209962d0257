using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Campaigns.Waves;

/// <summary>
/// The manifests of a run's waves: which batches each one tries. Created if absent, then what is there is used, so that a stop between manifest
/// and status cannot give one wave two choices.
/// </summary>
internal static class WaveManifests
{
    private const int MaxBytes = Plan.MaxBatchesPerWave * BatchRecord.Width;

    /// <summary>Batch numbers of a wave by index.</summary>
    public static async Task<int[]> ReadAsync(CampaignPass pass, int wave, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        if (memory.Manifests.TryGetValue(wave, out var known))
        {
            return known;
        }

        var bytes = await memory.Artifacts.ReadAsync(RunPaths.Manifest(wave), MaxBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new DocumentException(RunPaths.Manifest(wave), "the manifest is missing though status names the wave");
        return memory.Manifests[wave] = [.. BatchTable.Read(bytes).Select(record => record.Batch)];
    }

    /// <summary>Fixes the choice of a new wave and returns the one that holds, which an earlier pass may have made.</summary>
    public static async Task<int[]> CreateAsync(CampaignPass pass, int wave, IReadOnlyList<int> choice, string backend, CancellationToken cancellationToken)
    {
        var memory = pass.Memory;
        var table = BatchTable.Write([.. choice.Select(batch => memory.Batches[batch])]);
        await memory.Artifacts.CreateAsync(RunPaths.Manifest(wave), table, cancellationToken).ConfigureAwait(false);
        var batches = await ReadAsync(pass, wave, cancellationToken).ConfigureAwait(false);
        var task = new WaveTask
        {
            CampaignUid = pass.Uid,
            Run = memory.Run,
            Wave = wave,
            Backend = backend,
            Batches = batches.Length,
            Ranking = pass.Ranking,
            Parameters = new SortedDictionary<string, string>(pass.Spec.Kernel.Parameters ?? new Dictionary<string, string>(), StringComparer.Ordinal),
        };
        await memory.Artifacts.CreateAsync(RunPaths.WaveTask(wave), Documents.Write(task), cancellationToken).ConfigureAwait(false);
        return batches;
    }
}
