using MaterialsSim.Artifacts.Files;
using MaterialsSim.Screening.Datasets;
using Microsoft.Win32.SafeHandles;

namespace MaterialsSim.Agent.Datasets;

/// <summary>A range of an open file. At its end it looks whether the file is still what it was, since nothing else tells of a write in place.</summary>
internal sealed class PinnedFileStream(SafeFileHandle file, string uri, long start, long end, Action<FileFacts> check) : Stream
{
    private long _at = start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, end - _at)], _at);
            _at += read;
            if (read == 0 && buffer.Length > 0)
            {
                check(RegularFile.Facts(file));
            }

            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetAccessException(DatasetAccessException.Unreadable, $"{Quote.Of(uri)}: {e.Message.TrimEnd('.')}. Check the volume.", inner: e);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
