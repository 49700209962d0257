using MaterialsSim.Artifacts;
using MaterialsSim.Artifacts.Files;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;
using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Agent.Datasets;

/// <summary>
/// A file below the dataset root, pinned by size and modification time. The root is to the URI what it is to a chrooted process: <c>file:///a/b.csv</c> is
/// <c>{root}/a/b.csv</c>. Links are followed as long as they stay below the root.
/// </summary>
internal sealed class FileDataset : PinnedDataset
{
    private readonly SafeFileHandle _file;
    private readonly string _path;

    private FileDataset(SafeFileHandle file, string path, DatasetObject pinned)
    {
        _file = file;
        _path = path;
        Object = pinned;
    }

    public override DatasetObject Object { get; }

    public static FileDataset Open(string uri, string? root)
    {
        var segments = Segments(uri);
        if (root is null)
        {
            throw new DatasetAccessException(DatasetAccessException.OutsideRoot,
                $"{Quote.Of(uri)}: this cluster serves no file:// datasets. Give the operator a dataset root, or use an inline or ConfigMap dataset.",
                waitsForEdit: true);
        }

        try
        {
            return OpenBelow(uri, root, segments);
        }
        catch (ArtifactStoreException e) when (e.InnerException is UnauthorizedAccessException)
        {
            throw new DatasetAccessException(DatasetAccessException.Forbidden,
                $"{Quote.Of(uri)}: user '{Environment.UserName}' of the plan pod may not read it. Give it read access.", inner: e);
        }
        catch (ArtifactStoreException e)
        {
            throw new DatasetAccessException(DatasetAccessException.Unreadable, $"{Quote.Of(uri)}: {e.Message}", inner: e);
        }
    }

    public override Task<Stream> OpenAsync(long offset, long length, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new PinnedFileStream(_file, _path, offset, offset + length, CheckUnchanged));

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    private static FileDataset OpenBelow(string uri, string root, string[] segments)
    {
        SafeFileHandle? file;
        FileFacts facts;
        try
        {
            file = RegularFile.TryOpen(root, segments, out facts);
        }
        catch (NotRegularFileException e) when (e.Facts.Kind == FileKind.Link)
        {
            // Once resolved there is no link left on the way; one that is put there in between is refused.
            var real = RealPath.Below(root, segments) ?? throw Outside(uri);
            try
            {
                file = RegularFile.TryOpen(root, real, out facts);
            }
            catch (NotRegularFileException other)
            {
                throw NotAFile(uri, other);
            }
        }
        catch (NotRegularFileException e)
        {
            throw NotAFile(uri, e);
        }

        return file is null
            ? throw new DatasetAccessException(DatasetAccessException.NotFound,
                $"{Quote.Of(uri)} is not there. Put it below the dataset root, or correct spec.candidates.uri.")
            : new FileDataset(file, uri, Pin(uri, facts));
    }

    private static DatasetObject Pin(string uri, FileFacts facts) => new(uri, facts.Size, $"{facts.Modified.UtcDateTime:O}");

    private static string[] Segments(string uri)
    {
        const string Scheme = "file:///";
        var segments = uri.StartsWith(Scheme, StringComparison.Ordinal)
            ? Array.ConvertAll(uri[Scheme.Length..].Split('/'), Uri.UnescapeDataString)
            : throw new DatasetAccessException(DatasetAccessException.Invalid,
                $"{Quote.Of(uri)}: a file dataset is written file:///folder/name, without a host.", waitsForEdit: true);
        if (Array.Exists(segments, segment => segment is ".." || segment.Contains('/')))
        {
            throw Outside(uri);
        }

        return Array.TrueForAll(segments, segment => segment is not ("" or ".") && !segment.Contains('\0'))
            ? segments
            : throw new DatasetAccessException(DatasetAccessException.Invalid,
                $"{Quote.Of(uri)}: a part of the path is empty, '.' or no name. Write file:///folder/name.", waitsForEdit: true);
    }

    private static DatasetAccessException Outside(string uri) => new(DatasetAccessException.OutsideRoot,
        $"{Quote.Of(uri)} leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.", waitsForEdit: true);

    private static DatasetAccessException NotAFile(string uri, NotRegularFileException e) => new(DatasetAccessException.Unreadable,
        $"{Quote.Of(uri)}: {(e.Facts.Kind == FileKind.File ? "a part of the path" : "it")} is {e.Facts.Describe()}, not a regular file. Name a file.", inner: e);

    private void CheckUnchanged(FileFacts now)
    {
        if (Pin(_path, now) is var found && found != Object)
        {
            throw Changed(Object, found);
        }
    }
}
