using System.Collections.Concurrent;
using System.Globalization;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>The logs of all containers: those being written, and those that lie on disk, also from an earlier life of the node.</summary>
internal sealed class LogStore(string root, long maxBytes)
{
    private readonly ConcurrentDictionary<string, ContainerLog> _written = new(StringComparer.Ordinal);

    public ContainerLog Create(string podUid, string container, int restart)
    {
        var path = new PodFolders(root, podUid).Log(container, restart);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return _written[path] = new ContainerLog(path, maxBytes);
    }

    /// <summary>The log of the newest run, or of the one before it; null when there is none.</summary>
    public Stream? Open(string podUid, string container, bool previous, bool follow)
    {
        // Both names come from outside and become parts of a path.
        if (Path.GetFileName(podUid) != podUid || Path.GetFileName(container) != container || podUid is "" or "." or ".." || container is "" or "." or "..")
        {
            return null;
        }

        var folder = Path.Combine(new PodFolders(root, podUid).Logs, container);
        var runs = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.log").OrderByDescending(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).ToList()
            : [];
        var path = runs.ElementAtOrDefault(previous ? 1 : 0);
        return path is null ? null
            : _written.TryGetValue(path, out var log) ? new LogStream(log, follow)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Deletes a pod's logs.</summary>
    public void Remove(string podUid)
    {
        var folder = new PodFolders(root, podUid).Logs;
        foreach (var path in _written.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            _written.TryRemove(path, out _);
        }

        FolderRemoval.Remove(folder);
    }
}
