using System.IO.Compression;

namespace MaterialsSim.Screening.Datasets;

/// <summary>Decompresses a gzip stream (RFC 1952) and tells a cut, a damage and a bomb apart. The source stays the caller's.</summary>
internal sealed class GzipSource : Stream
{
    // Deflate reaches 1032:1. A table whose rows differ at all in their ids stays far below 200:1.
    private const int MaxRatio = 200;
    private const long RatioCountsFrom = 64 << 20;

    private readonly CountingStream _source;
    private readonly GZipStream _gzip;
    private readonly string _name;
    private long _produced;

    public GzipSource(Stream source, string name)
    {
        _source = new CountingStream(source);
        _gzip = new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
        _name = name;
    }

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
        int read;
        try
        {
            read = await _gzip.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && !_source.Faulted)
        {
            throw _source.AtEnd && _source.Count > 0 && exception is InvalidDataException
                ? new DatasetException(DatasetReason.TruncatedGzip,
                    $"{_name}: the gzip stream stops before its end, after {_produced} bytes of data. Upload it again, whole.", exception)
                : Corrupt(exception);
        }

        // An empty file is not gzip; the decoder takes it for no data.
        if (read == 0 && buffer.Length > 0 && _source.Count == 0)
        {
            throw Corrupt(null);
        }

        _produced += read;
        if (_produced > RatioCountsFrom && _produced / MaxRatio > _source.Count)
        {
            throw new DatasetException(DatasetReason.DecompressionBomb,
                $"{_name}: {_source.Count} gzipped bytes grew to over {_produced} bytes, more than {MaxRatio} times. Upload it uncompressed, if it is real.");
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private DatasetException Corrupt(Exception? exception) =>
        new(DatasetReason.CorruptGzip, $"{_name}: not a gzip stream, or damaged. Upload it again, or drop .gz from its name.", exception);

    /// <summary>Counts what is read and remembers whether the source itself failed, which is not the data's fault.</summary>
    private sealed class CountingStream(Stream source) : Stream
    {
        public long Count { get; private set; }

        public bool AtEnd { get; private set; }

        public bool Faulted { get; private set; }

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
            Faulted = true;
            var read = await source.ReadAsync(buffer, cancellationToken);
            Faulted = false;
            Count += read;
            AtEnd |= read == 0 && buffer.Length > 0;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
