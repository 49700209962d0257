using System.Buffers;
using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// JSON Lines: an object a line, either <c>{"id": …, "properties": {…}}</c> or flat, where every key but the id's is a property. Values pass
/// through as they are written. Lines of white space are skipped; a carriage return stands only before a line feed.
/// </summary>
internal sealed class JsonLinesReader(Stream stream, DatasetOptions options) : DatasetReader(stream, options)
{
    private readonly KeyTable _keys = new();
    private readonly JsonRow _json = new();
    private readonly byte[] _idKey = Encoding.UTF8.GetBytes(options.IdColumn ?? "id");
    private List<JsonMember> _members = [];
    private (long Line, int Member)[] _memberOfKey = [];
    private byte[] _scratch = [];
    private int _row;
    private int _scanned;
    private long _nextLine = 1;

    public override IReadOnlyList<string> Inputs => _keys.Seen;

    public override IReadOnlyList<string>? Columns => null;

    private protected override int RowStart => _row;

    private ReadOnlySpan<byte> Row => Buffer.Bytes.Slice((int)(Offset - Buffer.Origin), Length);

    public override int Bind(string property) => property == IdColumn ? IdHandle : _keys.Register(property);

    public override Cell GetCell(int handle)
    {
        if (handle == IdHandle)
        {
            return new Cell(CellKind.Text, Id);
        }

        if (handle < 0 || handle >= _memberOfKey.Length || _memberOfKey[handle].Line != Line)
        {
            return default;
        }

        var member = _members[_memberOfKey[handle].Member];
        return member.Type switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.Number => new Cell(CellKind.Number, Value(member)),
            JsonTokenType.String => new Cell(CellKind.Text, Text(member.Start, member.Length, member.Escaped)),
            _ => new Cell(CellKind.Json, Value(member)),
        };
    }

    public override void WriteCanonical(IBufferWriter<byte> output)
    {
        output.Write("{\"id\":"u8);
        JsonText.WriteString(output, Id);
        output.Write(",\"properties\":{"u8);
        var first = true;
        foreach (var member in _members)
        {
            if (ReferenceEquals(_members, _json.Outer) && IsId(member))
            {
                continue;
            }

            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            output.Write(Row.Slice(member.KeyStart, member.KeyLength));
            output.Write(":"u8);
            output.Write(Value(member));
        }

        output.Write("}}\n"u8);
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
        CheckUtf8(_row + Options.MaxRowBytes, _nextLine);
        return Error(DatasetReason.RowTooLong, _nextLine, $"the row is longer than {Options.MaxRowBytes} bytes. JSON Lines has one object a line.");
    }

    private protected override bool TryParse()
    {
        while (true)
        {
            var feed = Buffer.Bytes[_scanned..].IndexOf((byte)'\n');
            if (feed < 0)
            {
                _scanned = Buffer.Bytes.Length;
                return false;
            }

            _scanned += feed + 1;
            if (EndRow(_scanned - _row))
            {
                return true;
            }
        }
    }

    private protected override bool TryParseLast()
    {
        var length = Buffer.Bytes.Length - _row;
        return length > 0 && EndRow(length);
    }

    private bool EndRow(int length)
    {
        CheckUtf8(_row + length, _nextLine);
        if (length > Options.MaxRowBytes)
        {
            throw TooLong();
        }

        Line = _nextLine++;
        Offset = Buffer.Origin + _row;
        Length = length;
        _row += length;
        var text = Row;
        text = text is [.., (byte)'\n'] ? text[..^1] : text;
        text = text is [.., (byte)'\r'] ? text[..^1] : text;
        if (!text.ContainsAnyExcept(" \t"u8))
        {
            return false;
        }

        if (text.Contains((byte)'\r'))
        {
            throw Error(DatasetReason.MalformedRow, Line, "a carriage return inside the line. End lines with LF or CRLF.");
        }

        Parse(text);
        return true;
    }

    private void Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            if (!_json.Parse(text))
            {
                throw Error(DatasetReason.MalformedRow, Line, $"not a JSON object: {Quote.Of(text)}. Each line is {{\"id\": …, \"properties\": {{…}}}}.");
            }
        }
        catch (JsonException exception)
        {
            var at = (int)Math.Min(exception.BytePositionInLine ?? 0, text.Length);
            var near = Quote.Of(text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 20)]);
            throw new DatasetException(DatasetReason.MalformedRow,
                $"{Options.Name}, line {Line}: not valid JSON (nested at most {JsonRow.MaxDepth} deep) at byte {at + 1}, near {near}.", exception);
        }

        TakeId();
        var isWrapped = _json.Outer.Count == 2 && (IsProperties(_json.Outer[0]) || IsProperties(_json.Outer[1]));
        _members = isWrapped ? _json.Inner : _json.Outer;
        IndexMembers();
    }

    private void TakeId()
    {
        var idMember = default(JsonMember);
        var found = false;
        foreach (var member in _json.Outer)
        {
            if (!IsId(member))
            {
                continue;
            }

            if (found)
            {
                throw DuplicateKey(_idKey);
            }

            found = true;
            idMember = member;
        }

        if (!found)
        {
            throw Error(DatasetReason.IdColumnMissing, Line, $"no key {Quote.Of(_idKey)}. Set spec.candidates.idColumn to the key that holds the id.");
        }

        SetId(idMember.Type switch
        {
            JsonTokenType.String => Text(idMember.Start, idMember.Length, idMember.Escaped),
            JsonTokenType.Number => Value(idMember),
            _ => throw Error(DatasetReason.InvalidId, Line, $"the id is {Quote.Of(Value(idMember))}, not a string or a number."),
        });
    }

    /// <summary>Notes which key each member is, and refuses a key twice.</summary>
    private void IndexMembers()
    {
        var key = -1;
        var flat = ReferenceEquals(_members, _json.Outer);
        for (var i = 0; i < _members.Count; i++)
        {
            var member = _members[i];
            if (flat && IsId(member))
            {
                continue;
            }

            key = _keys.Resolve(Text(member.KeyStart, member.KeyLength, member.KeyEscaped), key + 1);
            if (key >= _memberOfKey.Length)
            {
                GrowIndex();
            }

            if (_memberOfKey[key].Line == Line)
            {
                throw DuplicateKey(Text(member.KeyStart, member.KeyLength, member.KeyEscaped));
            }

            _memberOfKey[key] = (Line, i);
            if (member is { Type: JsonTokenType.String, Escaped: true })
            {
                // Refuses half of a surrogate pair here, where the line is known.
                Text(member.Start, member.Length, true);
            }
        }
    }

    private void GrowIndex()
    {
        if (_memberOfKey.Length == MaxColumns)
        {
            throw Error(DatasetReason.TooManyColumns, Line,
                $"more than {MaxColumns} different keys so far. Put varying names inside a nested object.");
        }

        Array.Resize(ref _memberOfKey, Math.Clamp(2 * _keys.Count, 16, MaxColumns));
    }

    private DatasetException DuplicateKey(ReadOnlySpan<byte> key) =>
        Error(DatasetReason.MalformedRow, Line, $"the key {Quote.Of(key)} stands there twice. Remove one.");

    private bool IsId(in JsonMember member) => KeyIs(member, _idKey);

    private bool IsProperties(in JsonMember member) => member.Type == JsonTokenType.StartObject && KeyIs(member, "properties"u8) && !IsId(member);

    private bool KeyIs(in JsonMember member, ReadOnlySpan<byte> name) =>
        member.KeyEscaped
            ? Text(member.KeyStart, member.KeyLength, true).SequenceEqual(name)
            : Row.Slice(member.KeyStart + 1, member.KeyLength - 2).SequenceEqual(name);

    private ReadOnlySpan<byte> Value(scoped in JsonMember member) => Row.Slice(member.Start, member.Length);

    private ReadOnlySpan<byte> Text(int start, int length, bool escaped)
    {
        var token = Row.Slice(start, length);
        if (!escaped)
        {
            return token[1..^1];
        }

        return JsonText.TryUnescape(token, ref _scratch, out var text)
            ? text
            : throw Error(DatasetReason.MalformedRow, Line, $"half of a surrogate pair in {Quote.Of(token)}. Write the character whole.");
    }
}
