using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Artifacts.Files;

/// <summary>
/// The same on System.IO alone, for Windows and macOS. Links are looked for before each step instead of in it, so somebody who swaps a file for a link in
/// that instant is not stopped: fine for a laptop, and the reason why Linux has its own.
/// </summary>
internal sealed class PortableFolder : Folder
{
    private PortableFolder(string path)
        : base(path)
    {
    }

    public static PortableFolder Root(string path) =>
        Directory.Exists(path) ? new(path) : throw FileFault.Of("open", path, new DirectoryNotFoundException("the folder is not there. Create it or mount the volume"));

    public override Folder? Open(string name) => Stat(name) switch
    {
        null => null,
        { Kind: FileKind.Folder } => new PortableFolder(At(name)),
        var other => throw FileFault.NotAFolder(At(name), other.Value.Describe()),
    };

    public override Folder OpenOrCreate(string name)
    {
        if (Open(name) is { } there)
        {
            return there;
        }

        Try("create folder", name, () => Directory.CreateDirectory(At(name)));
        return Open(name) ?? throw FileFault.Of("open", At(name), FileFault.Enoent);
    }

    public override List<(string Name, bool IsFolder)> Names() => Try("list", "", () => new FileSystemEnumerable<(string, bool)>(
        Path,
        (ref e) => (e.FileName.ToString(), e.IsDirectory),
        new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }).ToList());

    public override FileFacts? Stat(string name) => Try<FileFacts?>("look at", name, () =>
    {
        var file = new FileInfo(At(name));
        var attributes = file.Attributes;
        if ((int)attributes == -1)
        {
            return null;
        }

        var kind = (attributes & FileAttributes.ReparsePoint) != 0 ? FileKind.Link
            : (attributes & FileAttributes.Directory) != 0 ? FileKind.Folder
            : FileKind.File;
        return new FileFacts(kind, kind == FileKind.File ? file.Length : 0, file.LastWriteTimeUtc, 0);
    });

    public override SafeFileHandle? OpenFile(string name, out FileFacts facts)
    {
        facts = Stat(name) ?? default;
        if (facts == default)
        {
            return null;
        }

        if (facts.Kind != FileKind.File)
        {
            throw FileFault.NotAFile(At(name), facts);
        }

        try
        {
            // Delete is shared, or a replacement waits for the last reader.
            var handle = OperatingSystem.IsWindows()
                ? File.OpenHandle(At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : UnixNative.Open(At(name));
            if (handle is null || UnixNative.IsSeekable(handle))
            {
                return handle;
            }

            handle.Dispose();
            throw FileFault.NotAFile(At(name), facts with { Kind = FileKind.Special });
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of("open", At(name), e);
        }
    }

    public override SafeFileHandle CreateFile(string name) =>
        Try("create", name, () => File.OpenHandle(At(name), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete));

    public override bool TryPublish(string temporary, string name)
    {
        try
        {
            return OperatingSystem.IsWindows() ? TryMove(At(temporary), At(name)) : UnixNative.TryLink(At(temporary), At(name));
        }
        finally
        {
            Delete(temporary);
        }
    }

    public override bool Replace(string temporary, string name) => Try("replace", name, () =>
    {
        File.Move(At(temporary), At(name), overwrite: true);
        return true;
    });

    public override void Delete(string name) => Try("delete", name, () => File.Delete(At(name)));

    public override void DeleteFolder(string name)
    {
        try
        {
            Directory.Delete(At(name), recursive: false);
        }
        catch (Exception e) when (e is DirectoryNotFoundException || (e is IOException && Stat(name) is { Kind: FileKind.Folder }))
        {
            // Gone already, or filled again by somebody: both are as the caller allows.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of("delete", At(name), e);
        }
    }

    public override void Flush()
    {
        // Neither Windows nor System.IO can sync a folder; the file systems there journal their names.
    }

    // Windows moves exclusively; elsewhere the runtime looks first and then renames, which lets two win.
    private static bool TryMove(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (System.IO.Path.Exists(path))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of("create", path, e);
        }
    }

    private void Try(string action, string name, Action step) => Try(action, name, () =>
    {
        step();
        return true;
    });

    private T Try<T>(string action, string name, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of(action, At(name), e);
        }
    }
}
