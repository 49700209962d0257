using System.Buffers;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>
/// Scans the line that nearly every line is: <c>{"id":"…","properties":{"name":scalar,…}}</c> with at most one space after a colon or comma and nothing escaped.
/// It accepts only valid JSON of that form, at less than half the cost of the general reader, which reads everything else.
/// </summary>
internal ref struct FlatLine(ReadOnlySpan<byte> line)
{
    private static readonly SearchValues<byte> EndsText =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _line = line;
    private int _at;

    /// <summary>Bytes scanned so far.</summary>
    public readonly int Position => _at;

    /// <summary>Passes what must stand next, and one space after it if there is one.</summary>
    public bool TryPass(ReadOnlySpan<byte> expected)
    {
        if (!_line[_at..].StartsWith(expected))
        {
            return false;
        }

        _at += expected.Length;
        _at += _at < _line.Length && _line[_at] == ' ' ? 1 : 0;
        return true;
    }

    /// <summary>Whether only a carriage return, or nothing, is left.</summary>
    public readonly bool IsAtEnd() => _at == _line.Length || (_at == _line.Length - 1 && _line[_at] == '\r');

    /// <summary>A string without escapes; its range is without the quotes.</summary>
    public bool TryText(out TextRange text)
    {
        text = default;
        if (_at >= _line.Length || _line[_at] != '"')
        {
            return false;
        }

        var length = _line[(_at + 1)..].IndexOfAny(EndsText);
        if (length < 0 || _line[_at + 1 + length] != '"')
        {
            return false;
        }

        text = new TextRange(_at + 1, length);
        _at += length + 2;
        return true;
    }

    /// <summary>A number, text, truth value or null.</summary>
    public bool TryScalar(out SlotKind kind, out TextRange text)
    {
        if (_at < _line.Length && _line[_at] == '"')
        {
            kind = SlotKind.Text;
            return TryText(out text);
        }

        var length = _line[_at..].IndexOfAny((byte)',', (byte)'}');
        text = new TextRange(_at, Math.Max(length, 0));
        var token = text.Of(_line);
        kind = JsonNumber.IsToken(token) ? SlotKind.Number
            : token.SequenceEqual("true"u8) || token.SequenceEqual("false"u8) ? SlotKind.Truth
            : token.SequenceEqual("null"u8) ? SlotKind.Absent
            : SlotKind.Structure;
        _at += token.Length;
        return kind != SlotKind.Structure;
    }
}
