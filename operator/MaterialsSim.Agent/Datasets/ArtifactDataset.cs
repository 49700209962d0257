using System.Security.Cryptography;
using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Datasets;

/// <summary>
/// A dataset that lies in the run's own folder, pinned by the checksum of its content, which holds wherever the store is moved. It is at most 1 MiB (inline
/// candidates or a config map), and artifacts are written once, so it is read once to check.
/// </summary>
internal sealed class ArtifactDataset : PinnedDataset
{
    private readonly RunFolder _run;
    private readonly string _artifact;

    private ArtifactDataset(RunFolder run, string artifact, DatasetObject pinned)
    {
        _run = run;
        _artifact = artifact;
        Object = pinned;
    }

    public override DatasetObject Object { get; }

    public static async Task<ArtifactDataset> OpenAsync(string uri, string artifact, RunFolder run, CancellationToken cancellationToken)
    {
        var info = await run.Store.StatAsync(run.At(artifact), cancellationToken)
            ?? throw new DatasetAccessException(DatasetAccessException.NotFound,
                $"The campaign's own candidates are not in the store: {run.Name(artifact)} is not there. Restore it, or delete the campaign and apply it anew.");
        await using var content = await run.OpenAsync(artifact, 0, info.Size, cancellationToken);
        var checksum = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        return new ArtifactDataset(run, artifact, new DatasetObject(uri, info.Size, checksum));
    }

    public override Task<Stream> OpenAsync(long offset, long length, CancellationToken cancellationToken) =>
        _run.OpenAsync(_artifact, offset, length, cancellationToken);
}
