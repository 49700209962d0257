using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>Tells whose a line of kernel output is, without reading more of it than that takes.</summary>
internal static class KernelLine
{
    /// <summary>What the line is about, and the id, unescaped, when it is a candidate.</summary>
    public static KernelLineKind Classify(scoped in Line line, out ReadOnlySpan<byte> id)
    {
        if (TryQuickId(line.Bytes, out id))
        {
            return KernelLineKind.Candidate;
        }

        if (line.IsBlank)
        {
            return KernelLineKind.Blank;
        }

        var bytes = line.Bytes.TrimStart(" \t\r"u8);
        if (bytes[0] != '{')
        {
            return KernelLineKind.Unreadable; // decided without an exception: garbage comes in many lines
        }

        var kind = Search(bytes, out var found);
        if (kind == KernelLineKind.Unreadable)
        {
            var quoted = new ArrayBufferWriter<byte>();
            kind = NonFiniteTokens.TryQuote(bytes, quoted) ? Search(quoted.WrittenSpan, out found) : kind;
        }

        id = found;
        return kind;
    }

    /// <summary>Whether a line is a whole JSON value, which a last line without a newline must prove.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var quoted = new ArrayBufferWriter<byte>();
        return IsJson(line) || (NonFiniteTokens.TryQuote(line, quoted) && IsJson(quoted.WrittenSpan));
    }

    private static bool IsJson(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                // the reader checks as it goes
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The id of a line that begins as nearly all do: <c>{"id":"…"</c>, nothing escaped.</summary>
    private static bool TryQuickId(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (!line.StartsWith("{\"id\":"u8))
        {
            return false;
        }

        var text = line["{\"id\":"u8.Length..].TrimStart((byte)' ');
        if (text.IsEmpty || text[0] != '"')
        {
            return false;
        }

        text = text[1..];
        var end = text.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || text[end] == '\\')
        {
            return false;
        }

        id = text[..end];
        return true;
    }

    private static KernelLineKind Search(ReadOnlySpan<byte> line, out byte[]? id)
    {
        id = null;
        var units = false;
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                var isUnits = reader.ValueTextEquals("units"u8);
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.String)
                {
                    id = Encoding.UTF8.GetBytes(reader.GetString()!);
                    return KernelLineKind.Candidate;
                }

                units |= isUnits;
                reader.Skip();
            }

            return units ? KernelLineKind.Units : KernelLineKind.Unreadable;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return KernelLineKind.Unreadable; // cut, or not JSON, before an id came
        }
    }
}
