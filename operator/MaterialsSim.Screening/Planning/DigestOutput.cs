using System.Buffers;
using System.Security.Cryptography;

namespace MaterialsSim.Screening.Planning;

/// <summary>Collects bytes and hands them to a stream in large pieces, with their sha256.</summary>
internal sealed class DigestOutput(Stream stream, int size = 256 << 10) : IBufferWriter<byte>, IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
    private int _length;

    /// <summary>True when it is time to flush.</summary>
    public bool IsFull => _length >= size / 2;

    /// <summary>Bytes handed on so far.</summary>
    public long Flushed { get; private set; }

    /// <summary>The checksum of all bytes, in lower-case hex. Flush first; call once.</summary>
    public string Sha256() => Convert.ToHexStringLower(_sha256.GetHashAndReset());

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    /// <summary>Hands on what was collected.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _sha256.AppendData(_bytes, 0, _length);
        await stream.WriteAsync(_bytes.AsMemory(0, _length), cancellationToken);
        Flushed += _length;
        _length = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _sha256.Dispose();
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, checked(_length + count)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
