using System.Globalization;

namespace MaterialsSim.Cli;

/// <summary>Numbers as people read them. Files and status keep all digits.</summary>
internal static class Figures
{
    /// <summary>Four significant digits of a number in text, such as <c>2003</c>, <c>93.41</c> or <c>1.2e-07</c>; what is no number stays as it is.</summary>
    public static string Short(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return text;
        }

        var size = Math.Abs(value);
        if (value == 0 || (size < 1e7 && size >= 1e-4))
        {
            var decimals = value == 0 ? 0 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 7);
            return Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("0.#######", CultureInfo.InvariantCulture);
        }

        return value.ToString("0.###e+00", CultureInfo.InvariantCulture);
    }
}
