using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Artifacts.Files;

/// <summary>
/// A folder as a file descriptor: every step is relative to it and refuses links in the kernel, so that nothing swapped in between two steps is followed.
/// </summary>
internal sealed class LinuxFolder : Folder
{
    private readonly SafeFileHandle _handle;

    private LinuxFolder(SafeFileHandle handle, string path)
        : base(path) => _handle = handle;

    public static LinuxFolder Root(string path)
    {
        var fd = LinuxNative.OpenAt(LinuxNative.AtFdCwd, path, LinuxNative.Directory | LinuxNative.CloseOnExec, 0);
        return fd >= 0 ? new(new SafeFileHandle(fd, ownsHandle: true), path) : throw FileFault.Of("open", path, Marshal.GetLastPInvokeError());
    }

    public override Folder? Open(string name)
    {
        var fd = OpenAt(name, LinuxNative.Directory | LinuxNative.NoFollow, 0);
        if (fd >= 0)
        {
            return new LinuxFolder(new SafeFileHandle(fd, ownsHandle: true), At(name));
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno switch
        {
            FileFault.Enoent => null,
            // A link answers ENOTDIR or ELOOP, by kernel version and flags.
            FileFault.Enotdir or FileFault.Eloop => throw FileFault.NotAFolder(At(name), Stat(name)?.Describe() ?? "a link or file"),
            _ => throw FileFault.Of("open", At(name), errno),
        };
    }

    public override Folder OpenOrCreate(string name)
    {
        if (Open(name) is { } there)
        {
            return there;
        }

        if (LinuxNative.MakeFolderAt(_handle, name, 0x1FF) != 0 && Marshal.GetLastPInvokeError() is var errno and not FileFault.Eexist)
        {
            throw FileFault.Of("create folder", At(name), errno);
        }

        Flush();
        return Open(name) ?? throw FileFault.Of("open", At(name), FileFault.Enoent);
    }

    public override List<(string Name, bool IsFolder)> Names()
    {
        // The descriptor's own path, so that the folder read is the folder opened.
        var path = $"/proc/self/fd/{_handle.DangerousGetHandle()}";
        try
        {
            return [.. new FileSystemEnumerable<(string, bool)>(path, (ref e) => (e.FileName.ToString(), e.IsDirectory),
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of("list", Path, e);
        }
    }

    public override FileFacts? Stat(string name) => LinuxNative.Stat(_handle, name, out var facts) switch
    {
        0 => facts,
        FileFault.Enoent => null,
        var errno => throw FileFault.Of("look at", At(name), errno),
    };

    public override SafeFileHandle? OpenFile(string name, out FileFacts facts)
    {
        facts = default;
        // Non-blocking, or the open of a FIFO waits for a writer.
        var fd = OpenAt(name, LinuxNative.NoFollow | LinuxNative.NonBlocking, 0);
        if (fd < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno == FileFault.Enoent ? null
                : Stat(name) is { Kind: not FileKind.File } other ? throw FileFault.NotAFile(At(name), other)
                : throw FileFault.Of("open", At(name), errno);
        }

        var handle = new SafeFileHandle(fd, ownsHandle: true);
        var failed = LinuxNative.Stat(handle, "", out facts);
        if (failed == 0 && facts.Kind == FileKind.File)
        {
            return handle;
        }

        handle.Dispose();
        throw failed == 0 ? FileFault.NotAFile(At(name), facts) : FileFault.Of("look at", At(name), failed);
    }

    public override SafeFileHandle CreateFile(string name)
    {
        var fd = OpenAt(name, LinuxNative.WriteOnly | LinuxNative.Create | LinuxNative.Exclusive | LinuxNative.NoFollow, 0x1B6);
        return fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true) : throw FileFault.Of("create a file in", Path, Marshal.GetLastPInvokeError());
    }

    public override bool TryPublish(string temporary, string name)
    {
        if (LinuxNative.LinkAt(_handle, temporary, _handle, name, 0) == 0)
        {
            Delete(temporary);
            return true;
        }

        switch (Marshal.GetLastPInvokeError())
        {
            case FileFault.Eexist:
                // NFS answers so, too, when the reply to a link that succeeded was lost: then the name is our file.
                var won = Stat(temporary) is { } ours && Stat(name) is { } theirs && ours.Inode == theirs.Inode;
                Delete(temporary);
                return won;
            case FileFault.Eperm or FileFault.Eopnotsupp or FileFault.Enosys:
                return TryRename(temporary, name);
            case var errno:
                throw FileFault.Of("create", At(name), errno);
        }
    }

    public override bool Replace(string temporary, string name) => LinuxNative.RenameAt(_handle, temporary, _handle, name) == 0
        ? true
        : throw FileFault.Of("replace", At(name), Marshal.GetLastPInvokeError());

    public override void Delete(string name) => Unlink(name, 0);

    public override void DeleteFolder(string name) => Unlink(name, LinuxNative.AtRemoveDir);

    public override void Flush()
    {
        // Some network file systems refuse to sync a folder (EINVAL): there the server orders names itself.
        if (LinuxNative.Flush(_handle) != 0 && Marshal.GetLastPInvokeError() is var errno and not FileFault.Einval)
        {
            throw FileFault.Of("make durable", Path, errno);
        }
    }

    public override void Dispose()
    {
        _handle.Dispose();
        base.Dispose();
    }

    // File systems without hard links (exFAT, some FUSE) have this instead.
    private bool TryRename(string temporary, string name)
    {
        if (LinuxNative.RenameAt2(_handle, temporary, _handle, name, LinuxNative.RenameNoReplace) == 0)
        {
            return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno switch
        {
            FileFault.Eexist => false,
            FileFault.Einval or FileFault.Enosys or FileFault.Eopnotsupp => throw new ArtifactStoreException(
                $"Cannot create {At(name)}: the file system has neither hard links nor exclusive renames, so two writers could both win. Use another."),
            _ => throw FileFault.Of("create", At(name), errno),
        };
    }

    private int OpenAt(string name, int flags, uint mode)
    {
        var added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            int fd;
            do
            {
                fd = LinuxNative.OpenAt((int)_handle.DangerousGetHandle(), name, flags | LinuxNative.CloseOnExec, mode);
            }
            while (fd < 0 && Marshal.GetLastPInvokeError() == FileFault.Eintr);
            return fd;
        }
        finally
        {
            if (added)
            {
                _handle.DangerousRelease();
            }
        }
    }

    private void Unlink(string name, int flags)
    {
        if (LinuxNative.UnlinkAt(_handle, name, flags) != 0
            && Marshal.GetLastPInvokeError() is var errno and not (FileFault.Enoent or FileFault.Enotempty or FileFault.Eexist))
        {
            throw FileFault.Of("delete", At(name), errno);
        }
    }
}
