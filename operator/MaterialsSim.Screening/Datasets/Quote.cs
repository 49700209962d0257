using System.Text;

namespace MaterialsSim.Screening.Datasets;

/// <summary>Foreign data in messages: at most 80 bytes, no control characters.</summary>
public static class Quote
{
    /// <summary>Most bytes of foreign data that a message quotes.</summary>
    public const int MaxBytes = 80;

    /// <summary>The beginning of the bytes as text in single quotes; what is not UTF-8 or not printable shows as '?'.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder("'");
        var used = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (used + consumed > MaxBytes)
            {
                text.Append('…');
                break;
            }

            used += consumed;
            text.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? "?" : rune.ToString());
            utf8 = utf8[consumed..];
        }

        return text.Append('\'').ToString();
    }

    /// <summary>The same for a string.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(Encoding.UTF8.GetBytes(text.Length <= MaxBytes + 1 ? text : text[..(MaxBytes + 1)]));
    }
}
