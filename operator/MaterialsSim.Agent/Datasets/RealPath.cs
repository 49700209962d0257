using System.Runtime.InteropServices;
using System.Text;

namespace MaterialsSim.Agent.Datasets;

/// <summary>Where a path leads when its links are followed.</summary>
internal static unsafe partial class RealPath
{
    // PATH_MAX of limits.h, which realpath(3) relies on.
    private const int MaxBytes = 4096;

    /// <summary>The names below <paramref name="root"/> that the path leads to; null when it leads out of it, or nowhere.</summary>
    public static string[]? Below(string root, string[] segments)
    {
        var top = Of(root);
        var real = Of(Path.Join(root, Path.Join(segments)));
        return top is not null && real is not null && real.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? real[(top.TrimEnd('/').Length + 1)..].Split('/')
            : null;
    }

    private static string? Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // No link is followed there.
            return null;
        }

        var buffer = stackalloc byte[MaxBytes];
        return Resolve(path, buffer) is null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer));
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* Resolve(string path, byte* buffer);
}
