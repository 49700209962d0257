using System.Buffers;

namespace MaterialsSim.Artifacts;

/// <summary>The rules for object paths, the same in every store: what is legal here is legal in S3, in a URL and in a file system.</summary>
public static class ArtifactPath
{
    /// <summary>Longest segment, as file systems allow.</summary>
    public const int MaxSegment = 255;

    /// <summary>Longest path, as S3 keys allow with room for a prefix.</summary>
    public const int MaxPath = 900;

    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>True for a segment that may stand in a path.</summary>
    public static bool IsSegment(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= MaxSegment && segment is not ("." or "..") && !segment.ContainsAnyExcept(SegmentCharacters);

    /// <summary>The segments of an object's path. Throws <see cref="ArgumentException"/> when it is not one.</summary>
    public static string[] Split(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length > MaxPath)
        {
            throw Bad(path, $"it is longer than {MaxPath} characters");
        }

        var segments = path.Split('/');
        return Array.TrueForAll(segments, segment => IsSegment(segment))
            ? segments
            : throw Bad(path, "each segment takes letters, digits, '.', '_' and '-', and is not '.' or '..'");
    }

    /// <summary>
    /// Cuts a listing prefix into the folder's segments and the start of names in it: <c>a/b/c</c> is folder <c>a/b</c>, names that start with <c>c</c>.
    /// Throws <see cref="ArgumentException"/> when no legal path can start so.
    /// </summary>
    public static (string[] Folder, string Start) SplitPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var slash = prefix.LastIndexOf('/');
        var start = prefix[(slash + 1)..];
        if (start.Length > MaxSegment || start.AsSpan().ContainsAnyExcept(SegmentCharacters))
        {
            throw Bad(prefix, "it cannot be the start of a path");
        }

        return (slash < 0 ? [] : Split(prefix[..slash]), start);
    }

    private static ArgumentException Bad(string path, string why) =>
        new($"'{(path.Length <= 80 ? path : path[..80])}' is no artifact path: {why}.", nameof(path));
}
