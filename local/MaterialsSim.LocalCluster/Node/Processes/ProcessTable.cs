using System.Runtime.InteropServices;

namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>
/// The processes that this node has started. Learns of ends from SIGCHLD, so that no thread waits and nothing polls, and reaps its own children
/// only: others in this process may have theirs.
/// </summary>
internal sealed class ProcessTable : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, ContainerProcess> _running = [];
    private readonly Watchdog _watchdog;
    private readonly PosixSignalRegistration _childEnded;

    public ProcessTable(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The node runs containers as POSIX processes: use Linux or macOS.");
        }

        _watchdog = new Watchdog(folder);
        _childEnded = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => ReapAll());
    }

    /// <summary>Starts a process.</summary>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public ContainerProcess Start(ProcessStart start)
    {
        ContainerProcess process;
        lock (_gate)
        {
            process = ContainerProcess.Start(start);
            _running[process.Pid] = process;
            _watchdog.Add(process.Pid);
        }

        // Its end may have been told before it was in the table.
        Reap(process);
        return process;
    }

    public void Dispose()
    {
        _childEnded.Dispose();
        _watchdog.Dispose();
    }

    private void ReapAll()
    {
        ContainerProcess[] running;
        lock (_gate)
        {
            running = [.. _running.Values];
        }

        foreach (var process in running)
        {
            Reap(process);
        }
    }

    private void Reap(ContainerProcess process)
    {
        if (process.TryReap())
        {
            lock (_gate)
            {
                _running.Remove(process.Pid);
                _watchdog.Remove(process.Pid);
            }
        }
    }
}
