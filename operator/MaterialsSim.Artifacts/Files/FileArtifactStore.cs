using System.Runtime.CompilerServices;

namespace MaterialsSim.Artifacts.Files;

/// <summary>
/// Artifacts as files below a folder. An object is written under a temporary name beside its place, synced, then renamed (replace) or linked (create), so
/// that it is whole at the instant it appears. No link below the root is followed, and only regular files are objects. The root has to be there:
/// a store that made it would hide a volume that is not mounted.
/// </summary>
public sealed class FileArtifactStore : IArtifactStore
{
    // Far longer than any write pauses: the writer of a file this old is dead.
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromHours(24);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Func<string, Folder> _open;

    /// <summary>A store below <paramref name="folder"/>, an absolute path.</summary>
    public FileArtifactStore(string folder, TimeProvider time)
        : this(folder, time, Folder.OpenRoot)
    {
    }

    internal FileArtifactStore(string folder, TimeProvider time, Func<string, Folder> open)
    {
        ArgumentNullException.ThrowIfNull(time);
        _folder = Path.IsPathFullyQualified(folder) ? folder : throw new ArgumentException($"'{folder}' is no absolute path.", nameof(folder));
        _time = time;
        _open = open;
        Root = new Uri(folder).AbsoluteUri;
    }

    /// <inheritdoc/>
    public string Root { get; }

    /// <inheritdoc/>
    public Task<ArtifactInfo?> StatAsync(string path, CancellationToken cancellationToken) => Run(() =>
    {
        var segments = ArtifactPath.Split(path);
        using var folder = Walk(segments.AsSpan()[..^1]);
        return folder?.Stat(segments[^1]) switch
        {
            null or { Kind: FileKind.Folder } => null,
            { Kind: FileKind.File } facts => Info(path, facts),
            var other => throw FileFault.NotAFile(At(path), other.Value),
        };
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken) => Run<Stream>(() =>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0);
        var segments = ArtifactPath.Split(path);
        using var folder = Walk(segments.AsSpan()[..^1]);
        FileFacts facts = default;
        var file = folder?.Stat(segments[^1]) is null or { Kind: FileKind.Folder } ? null : folder.OpenFile(segments[^1], out facts);
        var start = Math.Min(offset, facts.Size);
        return file is null
            ? throw new ArtifactNotFoundException(Root, path)
            : new FileReadStream(file, At(path), start, start + Math.Min(length ?? long.MaxValue, facts.Size - start));
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        await PutAsync(path, write, replace: true, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CreateAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        PutAsync(path, write, replace: false, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArtifactInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (segments, start) = ArtifactPath.SplitPrefix(prefix);
        using var folder = await Run(() => Walk(segments), cancellationToken);
        if (folder is null)
        {
            yield break;
        }

        var listing = new FileListing(_time.GetUtcNow() - TemporaryAge);
        foreach (var (path, facts) in listing.Objects(folder, prefix[..^start.Length], start))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Info(path, facts);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) => Run(() =>
    {
        var segments = ArtifactPath.Split(path);
        using var folder = Walk(segments.AsSpan()[..^1]);
        if (folder?.Stat(segments[^1]) is { Kind: not FileKind.Folder })
        {
            folder.Delete(segments[^1]);
        }

        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken) => Run(() =>
    {
        if (!prefix.EndsWith('/'))
        {
            throw new ArgumentException($"The prefix '{prefix}' does not end with '/'.", nameof(prefix));
        }

        var segments = ArtifactPath.Split(prefix[..^1]);
        using var parent = Walk(segments.AsSpan()[..^1]);
        if (parent?.Stat(segments[^1]) is { Kind: FileKind.Folder })
        {
            FileListing.DeleteFolder(parent, segments[^1], cancellationToken);
        }

        return true;
    }, cancellationToken);

    private static ArtifactInfo Info(string path, FileFacts facts) => new(path, facts.Size, facts.ETag, facts.Modified);

    // The file system has no asynchronous names; a result or exception inside the task keeps callers uniform.
    private static Task<T> Run<T>(Func<T> step, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return Task.FromResult(step());
        }
        catch (Exception e) when (e is ArtifactStoreException or ArtifactNotFoundException)
        {
            return Task.FromException<T>(e);
        }
    }

    private async Task<bool> PutAsync(string path, Func<Stream, CancellationToken, Task> write, bool replace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var segments = ArtifactPath.Split(path);
        using var folder = Walk(segments.AsSpan()[..^1], create: true)!;
        return await AtomicFile.PutAsync(folder, segments[^1], write, replace, cancellationToken);
    }

    private Folder? Walk(ReadOnlySpan<string> segments, bool create = false)
    {
        Folder? folder = _open(_folder);
        foreach (var segment in segments)
        {
            using var parent = folder;
            folder = create ? parent.OpenOrCreate(segment) : parent.Open(segment);
            if (folder is null)
            {
                return null;
            }
        }

        return folder;
    }

    private string At(string path) => Path.Join(_folder, path);
}
