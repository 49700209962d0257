using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Datasets;

/// <summary>A dataset that lies in the run's own folder, pinned by the artifact's ETag. Artifacts are written once, so one look is enough.</summary>
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
        return new ArtifactDataset(run, artifact, new DatasetObject(uri, info.Size, info.ETag));
    }

    public override Task<Stream> OpenAsync(long offset, long length, CancellationToken cancellationToken) =>
        _run.OpenAsync(_artifact, offset, length, cancellationToken);
}
