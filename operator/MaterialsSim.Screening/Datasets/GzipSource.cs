using System.IO.Compression;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// Decompresses a gzip stream (RFC 1952), of one member or several, and tells a cut, a damage and a bomb apart. The decoder takes a cut stream for
/// a short one, so the source gets a last member of its own behind the data: one NUL byte, which comes out if and only if the data was whole.
/// The source stays the caller's.
/// </summary>
internal sealed class GzipSource(Stream source, string name) : ReadOnlyStream
{
    // Deflate reaches 1032:1. A table whose rows differ at all in their ids stays far below 200:1.
    private const int MaxRatio = 200;
    private const long RatioCountsFrom = 64 << 20;

    private readonly SealedStream _source = new(source);
    private GZipStream? _member;
    private long _produced;
    private byte _heldBack;

    private bool IsWhole => _source.Count > 0 && _source.IsSpent && _produced > 0 && _heldBack == 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var read = await DecompressAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return buffer.Length == 0 || IsWhole ? 0 : throw (_source.Count == 0 ? Corrupt(null) : Truncated(null));
            }

            read = HoldBackLast(buffer.Span, read);
            CheckRatio();
            if (read > 0)
            {
                return read;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> DecompressAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                _member ??= new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
                var read = await _member.ReadAsync(buffer, cancellationToken);
                if (read > 0 || buffer.Length == 0 || _source.IsSpent)
                {
                    return read;
                }

                // The decoder stops at a member's end when the next one has not been read yet.
                await _member.DisposeAsync();
                _member = null;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && !_source.Faulted)
        {
            throw _source.AtEnd && _source.LooksLikeGzip ? Truncated(exception) : Corrupt(exception);
        }
    }

    // The last byte may be the mark behind the data; it is handed out when another follows.
    private int HoldBackLast(Span<byte> bytes, int read)
    {
        var isFirst = _produced == 0;
        var last = bytes[read - 1];
        if (!isFirst)
        {
            bytes[..(read - 1)].CopyTo(bytes[1..]);
            bytes[0] = _heldBack;
        }

        _heldBack = last;
        _produced += read;
        return isFirst ? read - 1 : read;
    }

    private void CheckRatio()
    {
        if (_produced > RatioCountsFrom && _produced / MaxRatio > _source.Count)
        {
            throw new DatasetException(DatasetReason.DecompressionBomb,
                $"{name}: {_source.Count} gzipped bytes grew to over {_produced} bytes, more than {MaxRatio} times. Upload it uncompressed, if it is real.");
        }
    }

    private DatasetException Truncated(Exception? exception) => new(
        DatasetReason.TruncatedGzip, $"{name}: the gzip stream stops before its end, after {_produced} bytes of data. Upload it again, whole.", exception);

    private DatasetException Corrupt(Exception? exception) => new(
        DatasetReason.CorruptGzip, $"{name}: not a gzip stream, or damaged. Upload it again, or drop .gz from its name.", exception);

    /// <summary>The source with the mark behind it. Remembers whether the source itself failed, which is not the data's fault.</summary>
    private sealed class SealedStream(Stream source) : ReadOnlyStream
    {
        // A gzip member that holds one NUL byte.
        private static ReadOnlySpan<byte> Mark =>
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 0x63, 0, 0, 0x8D, 0xEF, 0x02, 0xD2, 1, 0, 0, 0];

        private int _markRead;
        private byte _first;

        /// <summary>Bytes of the source so far.</summary>
        public long Count { get; private set; }

        /// <summary>True when the source has no more.</summary>
        public bool AtEnd { get; private set; }

        /// <summary>True when the mark was read too.</summary>
        public bool IsSpent => _markRead == Mark.Length;

        public bool Faulted { get; private set; }

        public bool LooksLikeGzip => _first == 0x1F;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!AtEnd)
            {
                Faulted = true;
                var read = await source.ReadAsync(buffer, cancellationToken);
                Faulted = false;
                AtEnd = read == 0 && buffer.Length > 0;
                if (Count == 0 && read > 0)
                {
                    _first = buffer.Span[0];
                }

                Count += read;
                if (!AtEnd || Count == 0)
                {
                    return read;
                }
            }

            var rest = Mark[_markRead..];
            var taken = Math.Min(rest.Length, buffer.Length);
            rest[..taken].CopyTo(buffer.Span);
            _markRead += taken;
            return taken;
        }
    }
}
