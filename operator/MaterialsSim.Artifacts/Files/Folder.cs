using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Artifacts.Files;

/// <summary>
/// A folder held open, and what can be done to the names in it. Names are single segments that the caller has validated. No link is ever followed.
/// Faults are <see cref="ArtifactStoreException"/>s.
/// </summary>
internal abstract class Folder(string path) : IDisposable
{
    /// <summary>Where it lay when it was opened, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>Opens a root, which may itself be a link: it is the administrator's choice.</summary>
    public static Folder OpenRoot(string path) => OperatingSystem.IsLinux() ? LinuxFolder.Root(path) : PortableFolder.Root(path);

    /// <summary>Opens a folder in this one; null when there is none.</summary>
    public abstract Folder? Open(string name);

    /// <summary>Opens a folder in this one, made durably first when there is none.</summary>
    public abstract Folder OpenOrCreate(string name);

    /// <summary>The names here, in any order; <c>IsFolder</c> is a hint (a link to a folder counts as one).</summary>
    public abstract List<(string Name, bool IsFolder)> Names();

    /// <summary>What a name stands for; null when there is none.</summary>
    public abstract FileFacts? Stat(string name);

    /// <summary>Opens a regular file for reading; null when there is none. Anything else under the name is a fault, and never blocks.</summary>
    public abstract SafeFileHandle? OpenFile(string name, out FileFacts facts);

    /// <summary>Creates a file that must not exist yet.</summary>
    public abstract SafeFileHandle CreateFile(string name);

    /// <summary>Gives a finished file its name, and takes <paramref name="temporary"/> away. False when the name is taken.</summary>
    public abstract bool TryPublish(string temporary, string name);

    /// <summary>Gives a finished file its name, in place of what had it. Always true.</summary>
    public abstract bool Replace(string temporary, string name);

    /// <summary>Deletes a file or link; fine when there is none.</summary>
    public abstract void Delete(string name);

    /// <summary>Deletes an empty folder; fine when there is none or somebody has just filled it.</summary>
    public abstract void DeleteFolder(string name);

    /// <summary>Makes the names durable.</summary>
    public abstract void Flush();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>The name as people know it.</summary>
    protected string At(string name) => System.IO.Path.Join(Path, name);
}
