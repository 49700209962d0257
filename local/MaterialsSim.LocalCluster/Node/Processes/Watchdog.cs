using System.Globalization;
using System.IO.Pipes;

namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>
/// A small shell process that kills all process groups of the node when this process dies, however it dies: it reads the groups from a pipe, and the
/// pipe's end is the sign. It has a session of its own, so that a Ctrl-C in the terminal does not reach it. Works alike on Linux and macOS, and also
/// reaches the children of a container, which a parent-death signal would not.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const string Script = """
        trap '' HUP INT TERM
        groups=' '
        while read -r op group; do
          case $op in
            +) groups="$groups$group " ;;
            -) groups="${groups%% $group *} ${groups#* $group }" ;;
          esac
        done
        for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
        """;

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out, HandleInheritability.None);
    private readonly ContainerProcess _process;

    public Watchdog(string folder)
    {
        _process = ContainerProcess.Start(
            new ProcessStart("/bin/sh", ["sh", "-c", Script], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, folder),
            (int)_pipe.ClientSafePipeHandle.DangerousGetHandle());
        _pipe.DisposeLocalCopyOfClientHandle();
    }

    public void Add(int group) => Write('+', group);

    public void Remove(int group) => Write('-', group);

    public void Dispose()
    {
        _pipe.Dispose();
        _process.Output.Dispose();

        // It ends at once now; its zombie is the last thing to clean up.
        _ = NativeMethods.WaitPid(_process.Pid, out _, 0);
    }

    private void Write(char operation, int group) =>
        _pipe.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{operation} {group}\n")));
}
