namespace MaterialsSim.Artifacts.Retries;

/// <summary>A forward-only read that opens its object again, at the byte where it stopped, when a fault breaks it off.</summary>
internal sealed class RetryingReadStream(Stream first, RetryPolicy policy, Func<long, CancellationToken, Task<Stream>> reopen) : Stream
{
    private Stream? _current = first;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var outage = policy.Begin();
        while (true)
        {
            try
            {
                _current ??= await reopen(_read, cancellationToken);
                var read = await _current.ReadAsync(buffer, cancellationToken);
                _read += read;
                return read;
            }
            catch (ArtifactStoreException fault)
            {
                await CloseAsync();
                await outage.WaitAsync(fault, cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A read that may wait for the store has to be asynchronous.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask CloseAsync()
    {
        if (_current is not null)
        {
            await _current.DisposeAsync();
            _current = null;
        }
    }
}
