namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// The state machine of one CSV row, fed with the positions of structural bytes. All its offsets count from the row's start, so it survives that
/// the window moves under it.
/// </summary>
internal sealed class CsvRowParser
{
    private const int None = -1;

    private int[] _ends = new int[16];
    private int _cellStart;
    private int _closedAt = None;
    private int _returnAt = None;
    private bool _ended;

    /// <summary>Cells so far; of a finished row, all. Only the first 10,001 are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the finished row with its line ending.</summary>
    public int Length { get; private set; }

    /// <summary>Line feeds in the row so far.</summary>
    public int Lines { get; private set; }

    /// <summary>True between a quote and its end.</summary>
    public bool InQuotes { get; private set; }

    /// <summary>Line feeds in the row before the last quote that opened.</summary>
    public int QuoteLine { get; private set; }

    /// <summary>True when the finished row is an empty line.</summary>
    public bool IsEmptyLine => Count == 1 && _ends[0] == 0;

    /// <summary>Where the row broke the rules.</summary>
    public int BrokenAt { get; private set; }

    /// <summary>Which rule, and what to do.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The raw cell of the finished row, quotes included.</summary>
    public (int Start, int End) Bounds(int column) => (column == 0 ? 0 : _ends[column - 1] + 1, _ends[column]);

    /// <summary>The next event begins a new row. The finished row's bounds stay until then.</summary>
    public void Restart() => _ended = true;

    /// <summary>Takes positions (counted from <paramref name="origin"/>, the row's start) up to the end of the row.</summary>
    public CsvRowStep Take(ReadOnlySpan<byte> row, ReadOnlySpan<int> positions, int origin, out int used)
    {
        if (_ended)
        {
            Clear();
        }

        used = 0;
        while (used < positions.Length)
        {
            if (!InQuotes && _closedAt == None && _returnAt == None)
            {
                used += TakeCommas(row, positions[used..], origin);
                if (used == positions.Length)
                {
                    break;
                }
            }

            var at = positions[used++] - origin;
            if (!TakeSpecial(row[at], at))
            {
                BrokenAt = at;
                return CsvRowStep.Broken;
            }
            else if (Length > 0)
            {
                return CsvRowStep.Row;
            }
        }

        return CsvRowStep.More;
    }

    /// <summary>Ends a last row that has no line ending; false when it is broken.</summary>
    public bool Finish(int length)
    {
        if (_ended)
        {
            Clear();
        }

        BrokenAt = length;
        if (!FollowsReturn(false) || !FollowsQuote(length))
        {
            return false;
        }

        EndCell(length);
        Length = length;
        return true;
    }

    // Most of all events are commas between plain cells.
    private int TakeCommas(ReadOnlySpan<byte> row, ReadOnlySpan<int> positions, int origin)
    {
        var ends = _ends;
        var count = Count;
        var used = 0;
        foreach (var position in positions)
        {
            var at = position - origin;
            if (row[at] != (byte)',' || (uint)count >= (uint)ends.Length)
            {
                break;
            }

            ends[count++] = at;
            used++;
        }

        _cellStart = count == Count ? _cellStart : ends[count - 1] + 1;
        Count = count;
        return used;
    }

    private bool TakeSpecial(byte value, int at)
    {
        if (value == 0)
        {
            return Refuse("a NUL byte, which no text holds: is it a CSV?");
        }

        if (InQuotes)
        {
            TakeQuoted(value, at);
            return true;
        }

        if (!FollowsReturn(value == '\n' && at == _returnAt + 1))
        {
            return false;
        }

        switch (value)
        {
            case (byte)'"':
                return TakeQuote(at);
            case (byte)'\r':
                _returnAt = at;
                return FollowsQuote(at);
            case (byte)'\n':
                var end = _returnAt == None ? at : _returnAt;
                if (!FollowsQuote(end))
                {
                    return false;
                }

                EndCell(end);
                Lines++;
                Length = at + 1;
                return true;
            default:
                if (!FollowsQuote(at))
                {
                    return false;
                }

                EndCell(at);
                return true;
        }
    }

    private void TakeQuoted(byte value, int at)
    {
        if (value == '"')
        {
            InQuotes = false;
            _closedAt = at;
        }
        else if (value == '\n')
        {
            Lines++;
        }
    }

    private bool TakeQuote(int at)
    {
        if (at == _cellStart || (_closedAt != None && at - 1 == _closedAt))
        {
            // The start of a quoted cell, or the second of two quotes, with which the cell goes on.
            QuoteLine = at == _cellStart ? Lines : QuoteLine;
            InQuotes = true;
            _closedAt = None;
            return true;
        }

        return FollowsQuote(at)
            && Refuse("a quote inside a cell that does not begin with one. Put the cell in quotes and double the quote inside");
    }

    private bool FollowsQuote(int at) =>
        _closedAt == None || _closedAt + 1 == at
        || Refuse("text behind the closing quote of a cell. Double a quote that is part of the text");

    private bool FollowsReturn(bool isLineFeed) =>
        _returnAt == None || isLineFeed || Refuse("a carriage return without a line feed. End lines with LF or CRLF, or quote the cell");

    private bool Refuse(string problem)
    {
        Problem = problem;
        return false;
    }

    private void EndCell(int at)
    {
        if (Count < _ends.Length || TryGrow())
        {
            _ends[Count] = at;
        }

        Count++;
        _cellStart = at + 1;
        _closedAt = None;
    }

    private bool TryGrow()
    {
        if (_ends.Length > DatasetReader.MaxColumns)
        {
            return false;
        }

        Array.Resize(ref _ends, Math.Min(2 * _ends.Length, DatasetReader.MaxColumns + 1));
        return true;
    }

    private void Clear()
    {
        _ended = false;
        Count = 0;
        Length = 0;
        Lines = 0;
        QuoteLine = 0;
        InQuotes = false;
        _cellStart = 0;
        _closedAt = None;
        _returnAt = None;
    }
}
