namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>
/// A container's log file: stdout and stderr as they come. At its limit the file is set aside, replacing what was set aside before, and a new one
/// begun, so that a flood of output fills no disk. Readers may follow.
/// </summary>
internal sealed class ContainerLog(string path, long maxBytes)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _grown = New();
    private long _length;
    private int _rotations;
    private bool _ended;

    public string Path { get; } = path;

    /// <summary>Copies a process's output until its end.</summary>
    public async Task CopyFromAsync(Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var file = Create();
        try
        {
            int count;
            while ((count = await output.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (_length + count > maxBytes)
                {
                    await file.DisposeAsync();
                    File.Move(Path, Path + ".1", overwrite: true);
                    file = Create();
                    Grow(0, rotated: true);
                }

                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await file.FlushAsync(cancellationToken);
                Grow(_length + count, rotated: false);
            }
        }
        finally
        {
            await file.DisposeAsync();
            End();
        }
    }

    /// <summary>The newest file's length, how often the log was rotated, whether it has ended, and a signal for a change of these.</summary>
    public (long Length, int Rotations, bool Ended, Task Changed) Look()
    {
        lock (_gate)
        {
            return (_length, _rotations, _ended, _grown.Task);
        }
    }

    /// <summary>
    /// The end of the log as a termination message: at most 80 lines and 2048 bytes (FallbackToLogsOnError; kubernetes pkg/kubelet/kuberuntime,
    /// fallbackTerminationMessage).
    /// </summary>
    public string Tail()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return TerminationMessage.Last(file, lines: 80, bytes: 2048);
    }

    private FileStream Create() => new(Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private void Grow(long length, bool rotated)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _length = length;
            _rotations += rotated ? 1 : 0;
            (grown, _grown) = (_grown, New());
        }

        grown.SetResult();
    }

    private void End()
    {
        lock (_gate)
        {
            _ended = true;
        }

        Grow(_length, rotated: false);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
