using System.Runtime.InteropServices;

namespace MaterialsSim.Artifacts.Files;

/// <summary>Turns what the file system says into a fault that tells what happened, to which file, and what to do.</summary>
internal static class FileFault
{
    // Linux numbers (asm-generic/errno-base.h, errno.h); the same on x86-64 and arm64.
    public const int Eperm = 1;
    public const int Enoent = 2;
    public const int Eintr = 4;
    public const int Eacces = 13;
    public const int Eexist = 17;
    public const int Enotdir = 20;
    public const int Einval = 22;
    public const int Emfile = 24;
    public const int Enospc = 28;
    public const int Erofs = 30;
    public const int Enosys = 38;
    public const int Enotempty = 39;
    public const int Eloop = 40;
    public const int Eopnotsupp = 95;
    public const int Edquot = 122;

    public static ArtifactStoreException Of(string action, string path, int errno) =>
        new(
            $"Cannot {action} {path}: {Explain(errno) ?? Marshal.GetPInvokeErrorMessage(errno) + ". Check the volume"}.",
            errno is Eacces or Eperm ? new UnauthorizedAccessException() : null);

    /// <summary>On Unix the runtime keeps errno in HResult; elsewhere the message has to do.</summary>
    public static ArtifactStoreException Of(string action, string path, Exception exception) =>
        new($"Cannot {action} {path}: {Explain(exception)}.", exception);

    public static ArtifactStoreException NotAFile(string path, FileFacts facts) =>
        new($"Cannot use {path}: it is {facts.Describe()}, not a regular file, and is not followed. Remove it.");

    public static ArtifactStoreException NotAFolder(string path, string what) =>
        new($"Cannot use {path}: it is {what}, not a folder, and is not followed. Remove it.");

    private static string Explain(Exception exception) => exception switch
    {
        UnauthorizedAccessException => Explain(Eacces)!,
        IOException when (OperatingSystem.IsWindows() ? exception.HResult & 0xFFFF : -1) is 0x70 or 0x27 => Explain(Enospc)!,
        IOException when !OperatingSystem.IsWindows() && Explain(exception.HResult) is { } known => known,
        _ => exception.Message.TrimEnd('.') + ". Check the volume",
    };

    private static string? Explain(int errno) => errno switch
    {
        Enospc => "the disk is full. Free space or enlarge the volume",
        Edquot => "the disk quota is used up. Free space or raise the quota",
        Erofs => "the file system is read-only. Mount it writable",
        Eacces or Eperm => $"permission denied. Give user '{Environment.UserName}' access to the folder",
        Emfile => "too many files are open. Raise the limit of open files",
        Enoent => "a folder on the way is gone. Create it or mount the volume",
        _ => null,
    };
}
