using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>A started process, the leader of its own process group.</summary>
internal sealed class ContainerProcess(int pid, Stream output)
{
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _reaped;

    public int Pid { get; } = pid;

    /// <summary>What the process group writes to stdout and stderr; ends when the last writer is gone.</summary>
    public Stream Output { get; } = output;

    /// <summary>The exit code: that of the process, or 128 and the number of the signal that ended it.</summary>
    public Task<int> Exit => _exit.Task;

    /// <summary>Sends a signal to the whole process group, unless the leader has ended and been reaped.</summary>
    public void Signal(int signal)
    {
        lock (_gate)
        {
            if (!_reaped)
            {
                // A group without members is what was wanted: the answer does not matter.
                _ = NativeMethods.Kill(-Pid, signal);
            }
        }
    }

    /// <summary>Reaps the leader if it has ended, after it has killed what the leader left behind in its group.</summary>
    public unsafe bool TryReap()
    {
        int status;
        lock (_gate)
        {
            // The leader stays a zombie until the group is killed, so that the group's number cannot be taken by another.
            var info = stackalloc byte[NativeMethods.OpaqueSize];
            new Span<byte>(info, NativeMethods.OpaqueSize).Clear();
            if (_reaped || NativeMethods.WaitId(NativeMethods.ByPid, Pid, info, NativeMethods.WaitExited | NativeMethods.WaitNoHang | NativeMethods.WaitNoReap) != 0
                || MemoryMarshal.Read<int>(new ReadOnlySpan<byte>(info + NativeMethods.SigInfoPidOffset, sizeof(int))) != Pid)
            {
                return false;
            }

            _ = NativeMethods.Kill(-Pid, NativeMethods.SigKill);
            if (NativeMethods.WaitPid(Pid, out status, 0) != Pid)
            {
                return false;
            }

            _reaped = true;
        }

        var signal = status & 0x7f;
        _exit.TrySetResult(signal == 0 ? (status >> 8) & 0xff : 128 + signal);
        return true;
    }

    /// <summary>Starts a process; its output is read from <see cref="Output"/>.</summary>
    internal static ContainerProcess Start(ProcessStart start, int? input = null)
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        try
        {
            var pid = Spawner.Start(start, input, (int)pipe.ClientSafePipeHandle.DangerousGetHandle());
            pipe.DisposeLocalCopyOfClientHandle();
            return new ContainerProcess(pid, pipe);
        }
        catch (ProcessStartException)
        {
            pipe.Dispose();
            throw;
        }
    }
}
