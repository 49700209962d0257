using System.Buffers;
using System.Text;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// Reads a dataset row by row, forward only, without an allocation per row. Row and id are valid until the next
/// <see cref="ReadAsync"/>. What is wrong with the data is a <see cref="DatasetException"/> that names the line. The stream stays the caller's.
/// </summary>
public abstract class DatasetReader : IDisposable
{
    /// <summary>Most columns or keys of a dataset.</summary>
    public const int MaxColumns = 10_000;

    /// <summary>A name that no column has, see <see cref="Bind"/>.</summary>
    public const int NoColumn = -1;

    /// <summary>The id's own column, see <see cref="Bind"/>.</summary>
    protected const int IdHandle = -2;

    private readonly GzipSource? _gzip;
    private readonly byte[] _id = new byte[CandidateId.MaxBytes];
    private int _idLength;

    private protected DatasetReader(Stream stream, DatasetOptions options)
    {
        Options = options;
        _gzip = options.Gzip ? new GzipSource(stream, options.Name) : null;
        IdColumn = options.IdColumn ?? "id";

        // Room beyond the longest row, so that a window that is full always shows whether the row is too long.
        Buffer = new RowBuffer(_gzip ?? stream, options.BufferBytes, options.MaxRowBytes + Math.Max(options.BufferBytes, 4096));
    }

    /// <summary>Line of the stream where the current row begins, from 1.</summary>
    public long Line { get; private protected set; }

    /// <summary>First byte of the row in the (decompressed) stream.</summary>
    public long Offset { get; private protected set; }

    /// <summary>Bytes of the row with its line ending.</summary>
    public int Length { get; private protected set; }

    /// <summary>UTF-8 of the row's id.</summary>
    public ReadOnlySpan<byte> Id => _id.AsSpan(0, _idLength);

    /// <summary>Input properties: CSV columns but the id's, in file order; for JSON Lines the keys seen so far, sorted.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>CSV: all columns in file order, the id's among them. Null for JSON Lines.</summary>
    public abstract IReadOnlyList<string>? Columns { get; }

    /// <summary>Name of the id's column or key.</summary>
    protected string IdColumn { get; }

    private protected DatasetOptions Options { get; }

    private protected RowBuffer Buffer { get; }

    /// <summary>Opens a dataset and reads its header, where the format has one.</summary>
    /// <exception cref="DatasetException">The data cannot be used.</exception>
    public static async Task<DatasetReader> OpenAsync(Stream stream, DatasetOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        DatasetReader reader = options.Format switch
        {
            DatasetFormat.Csv => new CsvReader(stream, options),
            DatasetFormat.JsonLines => new JsonLinesReader(stream, options),
            _ => throw new DatasetException(DatasetReason.FormatNotServed,
                $"{options.Name}: {options.Format} is not read by this version. Convert the dataset to CSV or JSON Lines."),
        };
        try
        {
            await reader.StartAsync(cancellationToken);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="DatasetException">The data cannot be used.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => TryParse() ? new(true) : ReadSlowAsync(cancellationToken);

    /// <summary>A handle for <see cref="GetCell"/>, or <see cref="NoColumn"/> when a CSV has no such column.</summary>
    public abstract int Bind(string property);

    /// <summary>The row's value of a bound property, valid until the next call.</summary>
    public abstract Cell GetCell(int handle);

    /// <summary>Writes the row in canonical JSON Lines: <c>{"id":"…","properties":{…}}</c> and a newline.</summary>
    public abstract void WriteCanonical(IBufferWriter<byte> output);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Buffer.Dispose();
        _gzip?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what precedes the rows. The default looks at the first bytes only.</summary>
    private protected virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        await Buffer.FillAsync(0, cancellationToken);
        ReadOnlySpan<byte> start = Buffer.Bytes;
        if (start is [0x1F, 0x8B, ..])
        {
            throw new DatasetException(DatasetReason.MalformedRow,
                $"{Options.Name}: the data is gzipped. End the name with .gz, so that it is read as such.");
        }

        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new DatasetException(DatasetReason.InvalidUtf8, $"{Options.Name}: the data is UTF-16. Save it as UTF-8.");
        }

        if (start.StartsWith(Encoding.UTF8.Preamble))
        {
            SkipPreamble(Encoding.UTF8.Preamble.Length);
        }
    }

    /// <summary>Starts the first row behind the byte order mark.</summary>
    private protected abstract void SkipPreamble(int bytes);

    /// <summary>Parses the next row if the window holds all of it.</summary>
    private protected abstract bool TryParse();

    /// <summary>Parses a last row that has no line ending; false when nothing is left.</summary>
    private protected abstract bool TryParseLast();

    /// <summary>Where in the window the unfinished row begins.</summary>
    private protected abstract int RowStart { get; }

    /// <summary>Told after the window moved by <paramref name="bytes"/>.</summary>
    private protected abstract void Moved(int bytes);

    /// <summary>The error of a row that does not end within the bound.</summary>
    private protected abstract DatasetException TooLong();

    /// <summary>Checks the row's id and keeps it.</summary>
    private protected void SetId(ReadOnlySpan<byte> id)
    {
        if (CandidateId.Problem(id) is { } problem)
        {
            throw Error(DatasetReason.InvalidId, Line, $"{problem}. Ids are 1 to {CandidateId.MaxBytes} bytes without control characters.");
        }

        id.CopyTo(_id);
        _idLength = id.Length;
    }

    private protected DatasetException Error(string reason, long line, string what) =>
        new(reason, $"{Options.Name}, line {line}: {what}");

    /// <summary>Refuses bytes before <paramref name="end"/> (in the window) that are not UTF-8; the row begins at <see cref="RowStart"/>.</summary>
    private protected void CheckUtf8(int end, long line)
    {
        if (Buffer.InvalidAt < Buffer.Origin + end)
        {
            var row = Buffer.Bytes[RowStart..];
            var at = (int)(Buffer.InvalidAt - Buffer.Origin) - RowStart;
            throw Error(DatasetReason.InvalidUtf8, line + row[..at].Count((byte)'\n'),
                $"byte 0x{row[at]:X2} is not UTF-8, after {Quote.Of(row[Math.Max(0, at - 20)..at])}. Save the dataset as UTF-8.");
        }
    }

    private async ValueTask<bool> ReadSlowAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (Buffer.AtEnd)
            {
                return TryParseLast();
            }

            if (Buffer.Bytes.Length - RowStart > Options.MaxRowBytes)
            {
                throw TooLong();
            }

            var move = RowStart;
            await Buffer.FillAsync(move, cancellationToken);
            Moved(move);
        }
        while (!TryParse());
        return true;
    }
}
