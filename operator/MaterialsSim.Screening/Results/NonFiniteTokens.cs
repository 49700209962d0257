using System.Buffers;

namespace MaterialsSim.Screening.Results;

/// <summary>
/// Python's json module and others write NaN, Infinity and -Infinity as bare words, which JSON has not (RFC 8259, section 6). They are kept as
/// strings of the same letters, as protocol buffers do in their JSON form, so that a stored row is valid JSON and says what the kernel said.
/// </summary>
internal static class NonFiniteTokens
{
    private static ReadOnlySpan<byte> NaN => "NaN"u8;

    private static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    /// <summary>Whether a text is one of the words.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text) => text.Length switch
    {
        3 => text.SequenceEqual(NaN),
        8 => text.SequenceEqual(Infinity),
        9 => text[0] == '-' && text[1..].SequenceEqual(Infinity),
        _ => false,
    };

    /// <summary>Copies a line with each bare word in quotes. False when it has none, so that it was invalid for another reason.</summary>
    public static bool TryQuote(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> quoted)
    {
        quoted.ResetWrittenCount();
        var found = false;
        var inString = false;
        var copied = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (inString)
            {
                if (line[i] == '\\')
                {
                    i++;
                }
                else if (line[i] == '"')
                {
                    inString = false;
                }

                continue;
            }

            if (line[i] == '"')
            {
                inString = true;
                continue;
            }

            var length = WordAt(line[i..]);
            if (length > 0)
            {
                quoted.Write(line[copied..i]);
                quoted.Write("\""u8);
                quoted.Write(line.Slice(i, length));
                quoted.Write("\""u8);
                i += length - 1;
                copied = i + 1;
                found = true;
            }
        }

        quoted.Write(line[copied..]);
        return found;
    }

    private static int WordAt(ReadOnlySpan<byte> text) =>
        text.StartsWith(NaN) ? NaN.Length
        : text.StartsWith(Infinity) ? Infinity.Length
        : text.StartsWith("-Infinity"u8) ? Infinity.Length + 1
        : 0;
}
