using MaterialsSim.Artifacts.Files;

namespace MaterialsSim.Artifacts;

/// <summary>Opens the store that a root URI names.</summary>
public static class ArtifactStores
{
    /// <summary>
    /// Opens <paramref name="root"/>: <c>file:///folder</c>. Throws <see cref="NotSupportedException"/> for a scheme that is not served
    /// and <see cref="ArgumentException"/> for what is no root at all.
    /// </summary>
    public static IArtifactStore Open(string root, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (!Uri.TryCreate(root, UriKind.Absolute, out var uri))
        {
            throw new ArgumentException($"'{root}' is no artifact root: write file:///folder.", nameof(root));
        }

        return uri.Scheme switch
        {
            "file" when uri.Host.Length == 0 && root.StartsWith("file:///", StringComparison.Ordinal) => new FileArtifactStore(uri.LocalPath, time),
            "file" => throw new ArgumentException($"'{root}' is no artifact root: a file root has no host, write file:///folder.", nameof(root)),
            "s3" or "http" or "https" => throw new NotSupportedException(
                $"The artifact root '{root}' cannot be opened: {uri.Scheme}:// is not served yet. Use file:///folder on a volume that all pods mount."),
            _ => throw new NotSupportedException($"The artifact root '{root}' cannot be opened: unknown scheme '{uri.Scheme}'. Use file:///folder."),
        };
    }
}
