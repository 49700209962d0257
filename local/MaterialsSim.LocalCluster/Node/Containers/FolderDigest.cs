using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>
/// Digests of folders, which stand in for image digests: of all files' paths and contents, without caches that running leaves behind. Kept until a
/// file's size or time changes, so that a start costs a look at the folder only. Of a large folder, sizes and times stand for the contents.
/// </summary>
internal sealed class FolderDigest
{
    private const int MaxFiles = 2000;
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, (string Stamp, string Digest)> _known = new(StringComparer.Ordinal);

    public string Of(string folder)
    {
        var files = new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => !file.FullName.Contains("/__pycache__/", StringComparison.Ordinal))
            .Take(MaxFiles)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .ToList();
        var stamp = Hash(string.Join('\n', files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"))));
        if (_known.TryGetValue(folder, out var known) && known.Stamp == stamp)
        {
            return known.Digest;
        }

        var digest = files.Sum(file => file.Length) > MaxBytes ? stamp : Contents(folder, files);
        _known[folder] = (stamp, digest);
        return digest;
    }

    private static string Contents(string folder, List<FileInfo> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file.FullName) + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file.FullName)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
