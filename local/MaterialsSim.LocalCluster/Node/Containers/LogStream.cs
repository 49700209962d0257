namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Reads a container's log, and when following waits for more until the container ends; goes on in the new file after a rotation.</summary>
internal sealed class LogStream(ContainerLog log, bool follow) : Stream
{
    private int _rotations = log.Look().Rotations;
    private FileStream _file = Open(log.Path);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var (_, rotations, ended, changed) = log.Look();
            var count = await _file.ReadAsync(buffer, cancellationToken);
            if (count > 0 || buffer.IsEmpty)
            {
                return count;
            }

            if (!follow)
            {
                return 0;
            }

            if (rotations != _rotations)
            {
                _rotations = rotations;
                await _file.DisposeAsync();
                _file = Open(log.Path);
            }
            else if (ended)
            {
                return 0;
            }
            else
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
