namespace MaterialsSim.Campaigns.Store;

/// <summary>
/// One run's folder in the artifact store, as the reconciler uses it. Paths are those of <see cref="Screening.Contracts.RunPaths"/>. Faults that
/// trying again may mend are <see cref="RunArtifactsUnavailableException"/>.
/// </summary>
public interface IRunArtifacts
{
    /// <summary>The folder, for people.</summary>
    string Uri { get; }

    /// <summary>A whole object of at most <paramref name="maxBytes"/>, or null when there is none. A larger one is an <see cref="InvalidDataException"/>.</summary>
    Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Opens an object for streaming, or null when there is none.</summary>
    Task<Stream?> OpenAsync(string path, CancellationToken cancellationToken);

    /// <summary>Creates or replaces an object, atomically.</summary>
    Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Creates an object unless one is there; false when one is.</summary>
    Task<bool> CreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Paths that start with a prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an object; fine when there is none.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);
}
