using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Artifacts.Files;

/// <summary>
/// What a store's writer writes to: a new file, buffered. Faults of the disk come out as <see cref="ArtifactStoreException"/>s, so that they are told
/// from the writer's own. Closing it keeps the file open, for the store to finish.
/// </summary>
internal sealed class FileWriteStream(SafeFileHandle file, string path) : Stream
{
    private const int BufferSize = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _buffered;
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written + _buffered;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> data)
    {
        if (data.Length > BufferSize - _buffered)
        {
            Flush();
            if (data.Length >= BufferSize)
            {
                WriteOut(data);
                return;
            }
        }

        data.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += data.Length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Into the page cache: no slower than the hop to another thread would be.
        Write(data.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        WriteOut(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    /// <summary>Puts everything on the disk itself.</summary>
    public void FlushToDisk()
    {
        Flush();
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of("write", path, e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteOut(ReadOnlySpan<byte> data)
    {
        try
        {
            RandomAccess.Write(file, data, _written);
            _written += data.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.Of("write", path, e);
        }
    }
}
