using MaterialsSim.Artifacts;
using MaterialsSim.Artifacts.Files;
using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Agent.Running;

/// <summary>
/// The folder that the pod's containers share. The kernel may run as another user and may have left anything there, links to the agent's own secrets
/// included: what is written is made anew, what is read is a regular file of the folder itself.
/// </summary>
internal sealed class WorkFolder(string path)
{
    private const UnixFileMode Anyone = (UnixFileMode)0x1FF;
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The file as people find it.</summary>
    public string At(string name) => Path.Join(path, name);

    /// <summary>Creates a file that everybody may read, in place of whatever had the name.</summary>
    public FileStream Create(string name)
    {
        Remove(name);
        // CreateNew: a link that comes back in this instant is an error, not a way out.
        var stream = new FileStream(At(name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 });
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stream.SafeFileHandle, Readable);
        }

        return stream;
    }

    /// <summary>Makes an empty folder that everybody may write to.</summary>
    public void CreateFolder(string name)
    {
        Remove(name);
        Directory.CreateDirectory(At(name));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At(name), Anyone);
        }
    }

    /// <summary>Takes away whatever has the name; of a link, the link.</summary>
    public void Remove(string name)
    {
        var file = new FileInfo(At(name));
        if ((int)file.Attributes == -1)
        {
            return;
        }

        if ((file.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory)
        {
            Directory.Delete(At(name), recursive: true);
        }
        else
        {
            file.Delete();
        }
    }

    /// <summary>Opens a file; null when there is none. Throws <see cref="NotRegularFileException"/>, <see cref="UnauthorizedAccessException"/>.</summary>
    public FileStream? TryOpen(string name)
    {
        SafeFileHandle? handle;
        try
        {
            handle = RegularFile.TryOpen(path, [name], out _);
        }
        catch (ArtifactStoreException e)
        {
            // Not the store's fault: it must not be taken for one that waiting mends.
            throw new UnauthorizedAccessException(e.Message, e);
        }

        return handle is null ? null : new FileStream(handle, FileAccess.Read, bufferSize: 0);
    }
}
