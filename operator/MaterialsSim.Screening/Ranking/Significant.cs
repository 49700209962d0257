using System.Globalization;

namespace MaterialsSim.Screening.Ranking;

/// <summary>
/// Rounds to 12 significant decimal digits. Scores are rounded before they are compared, so that the last bits of a logarithm or of a sum,
/// which differ between machines, decide no rank.
/// </summary>
internal static class Significant
{
    private const int Digits = 12;
    private const double Smallest = 1e11;  // the least 12-digit integer
    private const double Beyond = 1e12;

    // Powers of ten up to 22 are exact doubles (5^22 < 2^53). With an exact power the product is off by less than 2^-52 of itself, far below half
    // a unit of the twelfth digit, and the quotient is the double next to the decimal: rounding again changes nothing.
    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(n => double.Parse($"1e{n}", CultureInfo.InvariantCulture))];

    /// <summary>The value rounded; never -0. It must be finite.</summary>
    public static double Round12(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var size = Math.Abs(value);
        if (size is >= 1e-11 and < 1e33)
        {
            var rounded = RoundExactly(size);
            return value < 0 ? -rounded : rounded;
        }

        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers can be rounded.");
        }

        return double.Parse(value.ToString("E11", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static double RoundExactly(double size)
    {
        var shift = Digits - 1 - (int)Math.Floor(Math.ILogB(size) * 0.30102999566398120); // log10(2)
        shift = Math.Min(shift, 22);
        var scaled = Scale(size, shift);
        if (scaled >= Beyond)
        {
            scaled = Scale(size, --shift);
        }
        else if (scaled < Smallest && shift < 22)
        {
            scaled = Scale(size, ++shift);
        }

        var integer = Math.Round(scaled);
        return shift >= 0 ? integer / Powers[shift] : integer * Powers[-shift];
    }

    private static double Scale(double size, int shift) => shift >= 0 ? size * Powers[shift] : size / Powers[-shift];
}
