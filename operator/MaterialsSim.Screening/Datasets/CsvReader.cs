using System.Buffers;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// CSV by RFC 4180, strictly: a quote begins a cell or is doubled within one, rows end with LF or CRLF, all rows are as wide as the header.
/// Empty lines are skipped. The scanner finds the few bytes that matter; <see cref="CsvRowParser"/> makes cells of them.
/// </summary>
internal sealed class CsvReader(Stream stream, DatasetOptions options) : DatasetReader(stream, options)
{
    private readonly CsvRowParser _parser = new();
    private readonly int[] _positions = ArrayPool<int>.Shared.Rent(CsvScanner.Window);
    private CsvHeader _header = CsvHeader.None;
    private int _row;
    private int _scanned;
    private int _next;
    private int _found;
    private long _line = 1;
    private byte[] _scratch = [];

    public override IReadOnlyList<string> Inputs => _header.Inputs;

    public override IReadOnlyList<string>? Columns => _header.Columns;

    private protected override int RowStart => _row;

    private ReadOnlySpan<byte> Row => Buffer.Bytes.Slice((int)(Offset - Buffer.Origin), Length);

    public override int Bind(string property)
    {
        var column = _header.IndexOf(property);
        return column >= 0 ? column : NoColumn;
    }

    public override Cell GetCell(int handle)
    {
        var text = handle == NoColumn ? default : CellText(handle);
        return text.IsEmpty ? default : new Cell(JsonNumber.IsFinite(text) ? CellKind.Number : CellKind.Text, text);
    }

    public override void WriteCanonical(IBufferWriter<byte> output)
    {
        output.Write("{\"id\":"u8);
        JsonText.WriteString(output, Id);
        output.Write(",\"properties\":{"u8);
        var first = true;
        for (var column = 0; column < _header.Columns.Count; column++)
        {
            var text = column == _header.IdIndex ? default : CellText(column);
            if (text.IsEmpty)
            {
                continue;
            }

            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            output.Write(_header.Key(column));
            if (JsonNumber.IsFinite(text))
            {
                output.Write(text);
            }
            else
            {
                JsonText.WriteString(output, text);
            }
        }

        output.Write("}}\n"u8);
    }

    public override void Dispose()
    {
        base.Dispose();
        ArrayPool<int>.Shared.Return(_positions);
    }

    private protected override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        if (Options.Columns is { } columns)
        {
            _header = CsvHeader.Of(columns, IdColumn, Options.Name);
        }
        else if (await ReadAsync(cancellationToken))
        {
            _header = CsvHeader.Of(Cells(), IdColumn, $"{Options.Name}, line {Line}");
        }
        else
        {
            throw new DatasetException(DatasetReason.DatasetEmpty, $"{Options.Name}: the dataset is empty. A CSV begins with a header line.");
        }
    }

    private protected override void SkipPreamble(int bytes)
    {
        _row = bytes;
        _scanned = bytes;
    }

    private protected override void Moved(int bytes)
    {
        _row -= bytes;
        _scanned -= bytes;
    }

    private protected override DatasetException TooLong()
    {
        CheckUtf8(_row + Options.MaxRowBytes, _line);
        return _parser.InQuotes
            ? Error(DatasetReason.UnclosedQuote, _line + _parser.QuoteLine,
                $"the quote that opens here has no end within {Options.MaxRowBytes} bytes. Close it, or double it if it is part of the text.")
            : Error(DatasetReason.RowTooLong, _line, $"the row is longer than {Options.MaxRowBytes} bytes. Is it a CSV?");
    }

    private protected override bool TryParse()
    {
        var bytes = Buffer.Bytes;
        while (true)
        {
            while (_next < _found)
            {
                // One call takes in the events up to the row's end, or all there are.
                var step = _parser.Take(bytes[_row..], _positions.AsSpan(_next, _found - _next), _row, out var used);
                _next += used;
                if (step == CsvRowStep.Row && EndRow(_parser.Length))
                {
                    return true;
                }

                if (step == CsvRowStep.Broken)
                {
                    throw Broken();
                }
            }

            if (_scanned == bytes.Length)
            {
                return false;
            }

            var window = Math.Min(CsvScanner.Window, bytes.Length - _scanned);
            _found = CsvScanner.Find(bytes.Slice(_scanned, window), _scanned, _positions);
            _scanned += window;
            _next = 0;
        }
    }

    private protected override bool TryParseLast()
    {
        var length = Buffer.Bytes.Length - _row;
        if (length == 0)
        {
            return false;
        }

        if (_parser.InQuotes)
        {
            CheckUtf8(Buffer.Bytes.Length, _line);
            throw Error(DatasetReason.UnclosedQuote, _line + _parser.QuoteLine,
                "the quote that opens here has no end. Close it, or double it if it is part of the text.");
        }

        return _parser.Finish(length) ? EndRow(length) : throw Broken();
    }

    /// <summary>Checks the row that ends here and makes it the current one; false for an empty line, which is no row.</summary>
    private bool EndRow(int length)
    {
        CheckUtf8(_row + length, _line);
        if (length > Options.MaxRowBytes)
        {
            throw Error(DatasetReason.RowTooLong, _line, $"the row is longer than {Options.MaxRowBytes} bytes. Is it a CSV?");
        }

        Line = _line;
        Offset = Buffer.Origin + _row;
        Length = length;
        _row += length;
        _line += _parser.Lines;
        if (_parser.IsEmptyLine)
        {
            _parser.Restart();
            return false;
        }

        CheckWidth();
        _parser.Restart();
        if (_header.IdIndex >= 0)
        {
            SetId(CellText(_header.IdIndex));
        }

        return true;
    }

    private void CheckWidth()
    {
        var cells = _parser.Count;
        var width = _header.Columns.Count;
        if (_header.IdIndex < 0 && cells > MaxColumns)
        {
            throw Error(DatasetReason.TooManyColumns, Line, $"{cells} columns, of at most {MaxColumns}. Leave out what the campaign does not use.");
        }

        if (_header.IdIndex >= 0 && cells != width)
        {
            throw Error(DatasetReason.RaggedRow, Line,
                $"{cells} cells, but the header has {width}. Complete the row, or quote a cell that holds a comma. It begins {Quote.Of(Row)}.");
        }
    }

    private DatasetException Broken()
    {
        var at = _row + _parser.BrokenAt;
        CheckUtf8(at, _line);
        var line = _line + _parser.Lines;
        if (_parser.BrokenAt > Options.MaxRowBytes)
        {
            return TooLong();
        }

        var near = Quote.Of(Buffer.Bytes[Math.Max(_row, at - 20)..Math.Min(Buffer.Bytes.Length, at + 20)]);
        return Error(DatasetReason.MalformedRow, line, $"{_parser.Problem}, near {near}.");
    }

    private List<string> Cells()
    {
        var cells = new List<string>(_parser.Count);
        for (var column = 0; column < _parser.Count; column++)
        {
            cells.Add(System.Text.Encoding.UTF8.GetString(CellText(column)));
        }

        return cells;
    }

    private ReadOnlySpan<byte> CellText(int column)
    {
        var (start, end) = _parser.Bounds(column);
        var raw = Row[start..end];
        return raw.IsEmpty || raw[0] != (byte)'"' ? raw : Unquote(raw[1..^1]);
    }

    private ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> inner)
    {
        var quote = inner.IndexOf((byte)'"');
        if (quote < 0)
        {
            return inner;
        }

        if (_scratch.Length < inner.Length)
        {
            _scratch = new byte[Math.Max(256, 2 * inner.Length)];
        }

        // Each quote in here is the first of two.
        var length = 0;
        for (; quote >= 0; quote = inner.IndexOf((byte)'"'))
        {
            inner[..(quote + 1)].CopyTo(_scratch.AsSpan(length));
            length += quote + 1;
            inner = inner[(quote + 2)..];
        }

        inner.CopyTo(_scratch.AsSpan(length));
        return _scratch.AsSpan(0, length + inner.Length);
    }
}
