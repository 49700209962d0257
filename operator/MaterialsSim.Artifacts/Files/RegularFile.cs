using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Artifacts.Files;

/// <summary>
/// Opens files that somebody else may have put there. Nothing below the folder is followed when it is a link, nothing but a regular file is opened, and a
/// FIFO is never waited for.
/// </summary>
public static class RegularFile
{
    /// <summary>
    /// Opens a file for reading. Returns null when there is none. Throws <see cref="NotRegularFileException"/> for a link, folder or special file under the
    /// name or on the way, and <see cref="ArtifactStoreException"/> when the file system fails.
    /// </summary>
    /// <param name="folder">A folder that is trusted, itself perhaps a link.</param>
    /// <param name="segments">Names below it; none may be empty, '.', '..' or hold a separator.</param>
    /// <param name="facts">What was opened.</param>
    public static SafeFileHandle? TryOpen(string folder, ReadOnlySpan<string> segments, out FileFacts facts)
    {
        facts = default;
        var at = Folder.OpenRoot(folder);
        for (var i = 0; i < segments.Length; i++)
        {
            using var parent = at;
            var name = segments[i];
            if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny('/', '\0', Path.DirectorySeparatorChar))
            {
                throw new ArgumentException("A name below the folder is no single segment.", nameof(segments));
            }

            var last = i == segments.Length - 1;
            switch (parent.Stat(name))
            {
                case null:
                    return null;
                case var found when found.Value.Kind != (last ? FileKind.File : FileKind.Folder):
                    throw new NotRegularFileException(Path.Join(parent.Path, name), found.Value);
                default:
                    break;
            }

            if (last)
            {
                return parent.OpenFile(name, out facts);
            }

            if (parent.Open(name) is not { } inner)
            {
                return null;
            }

            at = inner;
        }

        at.Dispose();
        throw new ArgumentException("No file is named.", nameof(segments));
    }

    /// <summary>What is known of an open file now.</summary>
    public static FileFacts Facts(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!OperatingSystem.IsLinux())
        {
            return new FileFacts(FileKind.File, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file), 0);
        }

        var errno = LinuxNative.Stat(file, "", out var facts);
        return errno == 0 ? facts : throw FileFault.Of("look at", "an open file", errno);
    }
}
