using System.Text;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>What a container says as it ends (kubernetes pkg/kubelet/container/runtime.go, MaxContainerTerminationMessage*).</summary>
internal static class TerminationMessage
{
    private const int MaxBytes = 4096;

    /// <summary>The container's own message, else, when it failed and its policy says so, the end of its log; null when there is none.</summary>
    public static string? Read(string file, string? policy, int exitCode, Func<string> logTail)
    {
        var own = ReadFile(file);
        return own.Length > 0 ? own : policy == "FallbackToLogsOnError" && exitCode != 0 && logTail() is { Length: > 0 } tail ? tail : null;
    }

    /// <summary>The last lines of a stream, within a number of bytes; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Last(Stream stream, int lines, int bytes)
    {
        var start = Math.Max(0, stream.Length - bytes);
        stream.Seek(start, SeekOrigin.Begin);
        var buffer = new byte[bytes];
        var length = stream.ReadAtLeast(buffer, bytes, throwOnEndOfStream: false);
        var text = Decode(buffer.AsSpan(0, length));
        var position = text.Length - (text.EndsWith('\n') ? 1 : 0);
        for (var line = 0; line < lines && position >= 0; line++)
        {
            position = position == 0 ? -1 : text.LastIndexOf('\n', position - 1);
        }

        return position < 0 ? text : text[(position + 1)..];
    }

    private static string ReadFile(string path)
    {
        // A container may leave anything there: no link is followed, a FIFO or device (which has no length) is not opened, no more is read than fits.
        var info = new FileInfo(path);
        if (!info.Exists || info.LinkTarget is not null || info.Length == 0)
        {
            return "";
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[MaxBytes];
        return Decode(buffer.AsSpan(0, file.ReadAtLeast(buffer, MaxBytes, throwOnEndOfStream: false)));
    }

    /// <summary>UTF-8, with a character cut by the limit left out at either end.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && (bytes[0] & 0xC0) == 0x80)
        {
            bytes = bytes[1..];
        }

        return Encoding.UTF8.GetString(bytes).TrimEnd('\uFFFD');
    }
}
