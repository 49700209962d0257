using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>Collects the bytes of rows and hands them to a stream in large pieces, with their number and checksum.</summary>
internal sealed class RowWriter(Stream stream) : IDisposable
{
    private const int Chunk = 256 << 10;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Chunk);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes handed to the stream.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether enough is collected for <see cref="FlushAsync"/> to be worth it.</summary>
    public bool IsFull => _buffer.WrittenCount >= Chunk;

    public void Write(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>Writes text as a JSON string.</summary>
    public void WriteText(ReadOnlySpan<char> text)
    {
        _buffer.Write("\""u8);
        _buffer.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        _buffer.Write("\""u8);
    }

    public void WriteNumber(long number)
    {
        number.TryFormat(_buffer.GetSpan(20), out var length, provider: CultureInfo.InvariantCulture);
        _buffer.Advance(length);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _sha256.AppendData(_buffer.WrittenSpan);
        Bytes += _buffer.WrittenCount;
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    /// <summary>sha256 of everything flushed, in lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    public void Dispose() => _sha256.Dispose();
}
