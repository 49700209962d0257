using System.Globalization;
using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Numbers of JSON trees, whatever CLR type carries them.</summary>
internal static class Numbers
{
    public static double ToDouble(JsonValue value) => double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A number without fraction, also when written as <c>1.0</c>, as Go's decoder for unstructured content sees it.</summary>
    public static bool IsWhole(JsonValue value)
    {
        var text = value.ToJsonString();
        return text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 || (double.TryParse(text, CultureInfo.InvariantCulture, out var real) && Math.Floor(real) == real && Math.Abs(real) < 1e15);
    }

    /// <summary>As Go prints a float with %v.</summary>
    public static string Text(double value) =>
        Math.Floor(value) == value && Math.Abs(value) < 1e21
            ? value.ToString("F0", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
}
