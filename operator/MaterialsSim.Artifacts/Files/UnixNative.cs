using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Artifacts.Files;

/// <summary>What System.IO cannot do on any Unix: tell a FIFO from a file, open one without waiting, and create a name exclusively.</summary>
internal static partial class UnixNative
{
    // sys/fcntl.h of Darwin.
    private const int MacNonBlocking = 0x4;
    private const int MacCloseOnExec = 0x1000000;

    /// <summary>Opens a file without waiting for the other end of a FIFO; null when there is none.</summary>
    public static SafeFileHandle? Open(string path)
    {
        var flags = OperatingSystem.IsMacOS() ? MacNonBlocking | MacCloseOnExec : LinuxNative.NonBlocking | LinuxNative.CloseOnExec;
        var fd = OpenFile(path, flags);
        if (fd >= 0)
        {
            return new SafeFileHandle(fd, ownsHandle: true);
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno == FileFault.Enoent ? null : throw FileFault.Of("open", path, errno);
    }

    /// <summary>False for a FIFO, socket or terminal.</summary>
    public static bool IsSeekable(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Gives a file a second name; false when that is taken.</summary>
    public static bool TryLink(string temporary, string path)
    {
        if (Link(temporary, path) == 0)
        {
            return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno == FileFault.Eexist ? false : throw FileFault.Of("create", path, errno);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
