using ScottPlot;
using SkiaSharp;

namespace MaterialsSim.Operator.Plots;

/// <summary>The font of plots: the first sans-serif family that is installed.</summary>
internal static class PlotFont
{
    private static readonly string[] Wanted = ["Inter", "Open Sans", "Noto Sans", "Liberation Sans", "DejaVu Sans", "Arial", "Helvetica"];

    /// <summary>Its family.</summary>
    public static string Name { get; } = Wanted.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

    /// <summary>Size of a line of text in pixels.</summary>
    public static PixelSize Measure(string text, float size)
    {
        using var typeface = SKTypeface.FromFamilyName(Name);
        using var font = new SKFont(typeface, size);
        return new PixelSize(font.MeasureText(text), font.Spacing);
    }
}
