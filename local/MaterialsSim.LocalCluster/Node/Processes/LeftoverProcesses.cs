using System.Globalization;

namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>
/// Kills what an earlier life of the node left running. The watchdog does so when the node dies; this is for the case that both died. A process is
/// told by its number and its start time, so that another one of the same number is spared. Linux only: elsewhere there is no cheap start time.
/// </summary>
internal static class LeftoverProcesses
{
    private const string FileName = "pid";
    private const int StartTimeField = 19;

    /// <summary>Notes a container's process in the container's folder.</summary>
    public static void Note(string folder, int pid)
    {
        if (StartTime(pid) is { } start)
        {
            File.WriteAllText(Path.Combine(folder, FileName), string.Create(CultureInfo.InvariantCulture, $"{pid} {start}"));
        }
    }

    /// <summary>Kills the process groups noted below a folder that still run.</summary>
    public static void KillAll(string root)
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var containers in Directory.EnumerateDirectories(root).Select(pod => Path.Combine(pod, "containers")).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateDirectories(containers).Select(container => Path.Combine(container, FileName)).Where(File.Exists))
            {
                var parts = File.ReadAllText(file).Split(' ');
                if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 1 && StartTime(pid) == parts[1])
                {
                    _ = NativeMethods.Kill(-pid, NativeMethods.SigKill);
                }
            }
        }
    }

    /// <summary>Field 22 of /proc/pid/stat, counted after the name, which may hold spaces and parentheses (proc(5)).</summary>
    private static string? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField];
        }
        catch (IOException)
        {
            // Not there: the process has ended, or this is no Linux.
            return null;
        }
    }
}
