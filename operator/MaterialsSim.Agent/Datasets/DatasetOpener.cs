using MaterialsSim.Agent.Running;
using MaterialsSim.Artifacts;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Agent.Datasets;

/// <summary>Opens what a dataset's URI names.</summary>
internal static class DatasetOpener
{
    private const string RunScheme = "run:";

    /// <summary>Opens and pins a dataset. Throws <see cref="DatasetAccessException"/>.</summary>
    public static async Task<PinnedDataset> OpenAsync(string uri, AgentContext context, CancellationToken cancellationToken)
    {
        var colon = uri.IndexOf(':');
        switch (colon < 0 ? "" : uri[..colon])
        {
            case "file":
                return FileDataset.Open(uri, context.Settings.DatasetRoot);
            case "run" when ArtifactPath.IsSegment(uri.AsSpan(RunScheme.Length)):
                return await ArtifactDataset.OpenAsync(uri, uri[RunScheme.Length..], context.Run, cancellationToken);
            case "s3":
                throw new DatasetAccessException(DatasetAccessException.NotYetServed,
                    $"{Quote.Of(uri)}: s3:// datasets are not served yet. Use file://, an inline or a ConfigMap dataset.", waitsForEdit: true);
            default:
                throw new DatasetAccessException(DatasetAccessException.Invalid,
                    $"{Quote.Of(uri)} is no dataset. Write file:///folder/name in spec.candidates.uri.", waitsForEdit: true);
        }
    }
}
