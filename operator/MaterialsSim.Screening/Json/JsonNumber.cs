using System.Globalization;

namespace MaterialsSim.Screening.Json;

/// <summary>The number grammar of JSON (RFC 8259, section 6).</summary>
public static class JsonNumber
{
    // Below 10^300 whatever the digits are, so finite without parsing.
    private const int SurelyFiniteLength = 300;

    /// <summary>True when the text is a JSON number token and finite as a double.</summary>
    public static bool IsFinite(ReadOnlySpan<byte> text) =>
        IsToken(text, out var hasExponent) && ((!hasExponent && text.Length < SurelyFiniteLength) || TryParseToken(text, out _));

    /// <summary>The value of a JSON number token that is finite as a double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return IsToken(text, out _) && TryParseToken(text, out value);
    }

    /// <summary>True when the text is a JSON number token, of whatever size.</summary>
    internal static bool IsToken(ReadOnlySpan<byte> text) => IsToken(text, out _);

    private static bool TryParseToken(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool IsToken(ReadOnlySpan<byte> text, out bool hasExponent)
    {
        hasExponent = false;
        var i = 0;
        if (i < text.Length && text[i] == '-')
        {
            i++;
        }

        var integer = i;
        i = SkipDigits(text, i);
        if (i == integer || (i > integer + 1 && text[integer] == '0'))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            var fraction = ++i;
            i = SkipDigits(text, i);
            if (i == fraction)
            {
                return false;
            }
        }

        if (i < text.Length && text[i] is (byte)'e' or (byte)'E')
        {
            hasExponent = true;
            i++;
            if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
            {
                i++;
            }

            var exponent = i;
            i = SkipDigits(text, i);
            if (i == exponent)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length && char.IsAsciiDigit((char)text[i]))
        {
            i++;
        }

        return i;
    }
}
