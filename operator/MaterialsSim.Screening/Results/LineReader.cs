namespace MaterialsSim.Screening.Results;

/// <summary>
/// Cuts a stream into lines at '\n' through one buffer, which grows with the longest line but not beyond the limit. Take lines while there are any
/// and fill when there are none: the filling may be synchronous or not, the taking is always cheap. A seekable stream may be shared with
/// other readers and read from any offset.
/// </summary>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private const int Chunk = 128 << 10;
    private const int FirstAfterJump = 4 << 10;

    private readonly bool _seekable = stream.CanSeek;
    private byte[] _buffer = new byte[Chunk];
    private long _base;      // stream position of _buffer[0]
    private int _start;      // first byte not yet taken
    private int _searched;   // no newline lies before this
    private int _end;
    private int _chunk = Chunk;
    private bool _atEnd;
    private bool _discarding;

    /// <summary>Takes the next line out of the buffer. False when it is not complete there: fill, and try again.</summary>
    public bool TryTake(out Line line)
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            var (offset, first) = (_base + _start, _start);
            if (newline < 0)
            {
                _searched = _end;
                if (_end - _start > maxLineBytes && !_discarding)
                {
                    _discarding = true;
                    line = new Line(_buffer.AsSpan(first, maxLineBytes), offset, isTerminated: false, isTooLong: true);
                    _start = _end;
                    return true;
                }

                if (_discarding || !_atEnd || _start == _end)
                {
                    _start = _discarding ? _end : _start;
                    line = default;
                    return false;
                }

                line = new Line(_buffer.AsSpan(first, _end - first), offset, isTerminated: false, isTooLong: false);
                _start = _end;
                return true;
            }

            var end = _searched + newline;
            _start = _searched = end + 1;
            if (_discarding)
            {
                _discarding = false; // the rest of a line that was too long
                continue;
            }

            var tooLong = end - first > maxLineBytes;
            line = new Line(_buffer.AsSpan(first, tooLong ? maxLineBytes : end - first), offset, isTerminated: true, tooLong);
            return true;
        }
    }

    /// <summary>The next line, reading as needed. False at the end.</summary>
    public bool TryRead(out Line line)
    {
        while (!TryTake(out line))
        {
            if (!Fill())
            {
                return TryTake(out line);
            }
        }

        return true;
    }

    /// <summary>Reads more of the stream. False at its end.</summary>
    public bool Fill()
    {
        MakeRoom();
        return Filled(_atEnd ? 0 : stream.Read(_buffer, _end, Room()));
    }

    /// <inheritdoc cref="Fill"/>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        return Filled(_atEnd ? 0 : await stream.ReadAsync(_buffer.AsMemory(_end, Room()), cancellationToken));
    }

    /// <summary>Goes to a line's offset. Near ones cost nothing; far ones read little at first.</summary>
    public void Seek(long offset)
    {
        _discarding = false;
        if (offset >= _base && offset < _base + _end)
        {
            _start = _searched = (int)(offset - _base);
            return;
        }

        (_base, _start, _searched, _end, _atEnd, _chunk) = (offset, 0, 0, 0, false, FirstAfterJump);
    }

    private int Room() => Math.Min(_chunk, _buffer.Length - _end);

    private void MakeRoom()
    {
        if (_seekable && !_atEnd && stream.Position != _base + _end)
        {
            stream.Position = _base + _end;
        }

        if (_end + _chunk <= _buffer.Length)
        {
            return;
        }

        // Keep what was not taken; a line longer than the buffer doubles it, up to what the longest line needs.
        var kept = _end - _start;
        var target = _buffer;
        if (kept + _chunk > _buffer.Length)
        {
            target = new byte[Math.Min(2L * _buffer.Length, (long)maxLineBytes + (2 * Chunk))];
        }

        _buffer.AsSpan(_start, kept).CopyTo(target);
        _buffer = target;
        _base += _start;
        (_searched, _end, _start) = (_searched - _start, kept, 0);
    }

    private bool Filled(int read)
    {
        _end += read;
        _atEnd |= read == 0;
        _chunk = Math.Min(Chunk, _chunk * 2);
        return read > 0;
    }
}
