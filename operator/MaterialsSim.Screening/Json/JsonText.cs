using System.Buffers;
using System.Text.Json;

namespace MaterialsSim.Screening.Json;

/// <summary>JSON strings over UTF-8 bytes, without a .NET string between.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>Writes valid UTF-8 as a JSON string, escaping only what RFC 8259 demands.</summary>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        // One piece in the usual case: nothing to escape.
        var target = output.GetSpan(utf8.Length + 2);
        target[0] = (byte)'"';
        var plain = utf8.IndexOfAny(Escaped);
        if (plain < 0)
        {
            utf8.CopyTo(target[1..]);
            target[utf8.Length + 1] = (byte)'"';
            output.Advance(utf8.Length + 2);
            return;
        }

        output.Advance(1);
        while (plain >= 0)
        {
            output.Write(utf8[..plain]);
            WriteEscape(output, utf8[plain]);
            utf8 = utf8[(plain + 1)..];
            plain = utf8.IndexOfAny(Escaped);
        }

        output.Write(utf8);
        output.Write("\""u8);
    }

    /// <summary>
    /// The text of a JSON string token (quotes included) that holds escapes. Returns false for half of a surrogate pair, which no UTF-8 can hold.
    /// </summary>
    public static bool TryUnescape(ReadOnlySpan<byte> token, ref byte[] scratch, out ReadOnlySpan<byte> text)
    {
        if (scratch.Length < token.Length)
        {
            scratch = new byte[Math.Max(256, 2 * token.Length)];
        }

        var reader = new Utf8JsonReader(token);
        reader.Read();
        try
        {
            text = scratch.AsSpan(0, reader.CopyString(scratch));
            return true;
        }
        catch (InvalidOperationException)
        {
            text = default;
            return false;
        }
    }

    private static void WriteEscape(IBufferWriter<byte> output, byte value)
    {
        switch (value)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                break;
            case (byte)'\\':
                output.Write("\\\\"u8);
                break;
            case (byte)'\n':
                output.Write("\\n"u8);
                break;
            case (byte)'\r':
                output.Write("\\r"u8);
                break;
            case (byte)'\t':
                output.Write("\\t"u8);
                break;
            default:
                ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
                output.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', digits[value >> 4], digits[value & 15]]);
                break;
        }
    }
}
