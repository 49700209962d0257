namespace MaterialsSim.Artifacts;

/// <summary>
/// Where a run's artifacts live. Paths are relative, '/'-separated, of segments <c>[A-Za-z0-9._-]+</c> other than '.' and '..'; anything else is an
/// <see cref="ArgumentException"/>. Every write is atomic: readers see the old object, the new one, or none. Faults that trying again may mend
/// surface as <see cref="ArtifactStoreException"/>.
/// </summary>
public interface IArtifactStore
{
    /// <summary>The root, for people: <c>file:///…</c>, <c>s3://bucket/prefix</c>.</summary>
    string Root { get; }

    /// <summary>Size and ETag of an object, or null when there is none.</summary>
    Task<ArtifactInfo?> StatAsync(string path, CancellationToken cancellationToken);

    /// <summary>Opens an object, or a range of it, for streaming. Throws <see cref="ArtifactNotFoundException"/> when there is none.</summary>
    Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken);

    /// <summary>Creates or replaces an object with what <paramref name="write"/> writes. Nothing appears when it throws.</summary>
    Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Creates an object unless one is there. Returns false, and changes nothing, when there is: exactly one of many callers wins.</summary>
    Task<bool> CreateAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Objects whose path starts with <paramref name="prefix"/> (which may end inside a segment), in ordinal order.</summary>
    IAsyncEnumerable<ArtifactInfo> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an object; fine when there is none.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Deletes all objects whose path starts with <paramref name="prefix"/>, which must end with '/'.</summary>
    Task DeleteAllAsync(string prefix, CancellationToken cancellationToken);
}
