namespace MaterialsSim.Campaigns.Store;

/// <summary>Small objects, written whole.</summary>
internal static class RunArtifactsExtensions
{
    public static Task WriteAsync(this IRunArtifacts artifacts, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => artifacts.WriteAsync(path, async (stream, ct) => await stream.WriteAsync(content, ct).ConfigureAwait(false), cancellationToken);
}
