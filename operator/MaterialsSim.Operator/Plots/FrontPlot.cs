using System.Globalization;
using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MaterialsSim.Operator.Plots;

/// <summary>
/// Draws the Pareto front over the first two objectives with ScottPlot; a third objective is the colour. The best are circled and named. Axes are
/// logarithmic where the objective's scale is.
/// </summary>
internal sealed class FrontPlot : IFrontPlot
{
    /// <summary>Width of the picture in pixels.</summary>
    public const int Width = 1200;

    /// <summary>Height of the picture in pixels.</summary>
    public const int Height = 800;

    private const int MaxPoints = 10_000;
    private const int MaxName = 24;
    private const int Shades = 64;
    private const float PointSize = 11;
    private const float TextSize = 15;
    private static readonly Color BestColor = Color.FromHex("#c8102e");
    private static readonly Color PlainColor = Color.FromHex("#31688e");
    private static readonly ScottPlot.Colormaps.Viridis Map = new();

    public byte[]? Draw(RankingSpec ranking, Summary summary)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(summary);
        if (ranking.Objectives.Count < 2 || summary.Front.Count == 0)
        {
            return null;
        }

        var onFront = summary.Front.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var best = BestList.Settle(summary, ranking);
        var front = summary.Front.Take(MaxPoints).ToList();
        var dominated = best.Where(entry => !onFront.Contains(entry.Id)).ToList();
        List<SummaryEntry> shown = [.. front, .. dominated];
        var axes = ranking.Objectives.Take(3).Select((objective, i) => new PlotAxis(objective, [.. shown.Select(e => e.Values[i])])).ToList();

        using var plot = new Plot();
        SetAxes(plot, axes);
        AddPoints(plot, axes, front, MarkerShape.FilledCircle);
        AddPoints(plot, axes, dominated, MarkerShape.FilledDiamond);
        AddCircles(plot, axes, best);
        AddColorBar(plot, axes);
        plot.Title(string.Create(CultureInfo.InvariantCulture, $"Pareto front of {onFront.Count:#,0} materials"), TextSize + 5);
        AddLegend(plot, onFront.Count, dominated.Count, best.Count);
        plot.Font.Set(PlotFont.Name);
        // Where pixels lie is known once it was drawn.
        plot.RenderInMemory(Width, Height);
        AddNames(plot, axes, shown, best);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    private static void SetAxes(Plot plot, List<PlotAxis> axes)
    {
        var ((left, right), (bottom, top)) = (axes[0].Limits, axes[1].Limits);
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.XLabel(axes[0].Label);
        plot.YLabel(axes[1].Label);
        Style(plot.Axes.Bottom, axes[0]);
        Style(plot.Axes.Left, axes[1]);
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Color.FromHex("#e6e6e6");
    }

    private static void Style(IAxis panel, PlotAxis axis)
    {
        panel.TickGenerator = new NumericManual([.. axis.Ticks()]);
        panel.TickLabelStyle.FontSize = TextSize - 1;
        panel.Label.FontSize = TextSize;
        panel.Label.Bold = false;
    }

    /// <summary>One plottable per shade, so that ten thousand points stay quick.</summary>
    private static void AddPoints(Plot plot, List<PlotAxis> axes, List<SummaryEntry> entries, MarkerShape shape)
    {
        var shades = axes.Count < 3 ? [.. entries.GroupBy(_ => 0)] : entries.GroupBy(e => (int)Math.Round(axes[2].Share(e.Values[2]) * Shades)).OrderBy(g => g.Key).ToList();
        foreach (var shade in shades)
        {
            var color = axes.Count < 3 ? PlainColor : Map.GetColor(shade.Key / (double)Shades);
            var points = plot.Add.ScatterPoints(shade.Select(e => Position(axes, e)).ToArray(), color);
            points.MarkerShape = shape;
            points.MarkerSize = shape == MarkerShape.FilledCircle ? PointSize : PointSize + 1;
        }
    }

    private static void AddColorBar(Plot plot, List<PlotAxis> axes)
    {
        if (axes.Count < 3 || !axes[2].IsWide)
        {
            return;
        }

        var bar = plot.Add.ColorBar(new Bar(new ScottPlot.Range(axes[2].Lowest, axes[2].Highest)));
        bar.Label = axes[2].Label;
        Style(bar.Axis, axes[2]);
        bar.LabelStyle.FontSize = TextSize;
        bar.LabelStyle.Bold = false;
    }

    private static void AddCircles(Plot plot, List<PlotAxis> axes, IReadOnlyList<SummaryEntry> best)
    {
        foreach (var entry in best)
        {
            var circle = plot.Add.Marker(Position(axes, entry), MarkerShape.OpenCircle, PointSize + 8, BestColor);
            circle.MarkerLineWidth = 2;
        }
    }

    private static void AddLegend(Plot plot, int front, int dominated, int best)
    {
        var items = plot.Legend.ManualItems;
        items.Add(Item(front <= MaxPoints ? "on the front" : string.Create(CultureInfo.InvariantCulture, $"on the front ({MaxPoints:#,0} drawn)"), MarkerShape.FilledCircle, PlainColor));
        if (dominated > 0)
        {
            items.Add(Item("dominated", MarkerShape.FilledDiamond, PlainColor));
        }

        if (best > 0)
        {
            items.Add(Item(best == 1 ? "circled: the best by score" : $"circled: the best {best} by score, with their rank", MarkerShape.OpenCircle, BestColor));
        }

        plot.Legend.FontSize = TextSize - 1;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(Edge.Top);
    }

    private static LegendItem Item(string text, MarkerShape shape, Color color)
        => new() { LabelText = text, MarkerStyle = new MarkerStyle(shape, PointSize, color) { LineColor = color, LineWidth = 2 } };

    private static void AddNames(Plot plot, List<PlotAxis> axes, List<SummaryEntry> shown, IReadOnlyList<SummaryEntry> best)
    {
        var places = new LabelPlaces([.. shown.Select(e => plot.GetPixel(Position(axes, e)))], plot.RenderManager.LastRender.DataRect);
        for (var i = 0; i < best.Count; i++)
        {
            var position = Position(axes, best[i]);
            var text = plot.Add.Text(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Name(best[i])}"), position);
            text.LabelFontName = PlotFont.Name;
            text.LabelFontSize = TextSize;
            text.LabelFontColor = Color.FromHex("#222222");
            text.LabelAlignment = Alignment.MiddleCenter;
            var pixel = plot.GetPixel(position);
            var rect = places.Place(pixel, PlotFont.Measure(text.LabelText, TextSize));
            text.OffsetX = ((rect.Left + rect.Right) / 2) - pixel.X;
            text.OffsetY = ((rect.Top + rect.Bottom) / 2) - pixel.Y;
        }
    }

    private static string Name(SummaryEntry entry)
    {
        var name = entry.Report.TryGetValue("formula", out var formula) ? formula : entry.Id;
        return name.Length <= MaxName ? name : $"{name[..(MaxName - 1)]}…";
    }

    private static Coordinates Position(List<PlotAxis> axes, SummaryEntry entry) => new(axes[0].At(entry.Values[0]), axes[1].At(entry.Values[1]));

    /// <summary>What a colour bar asks: the map and the range of values.</summary>
    private sealed class Bar(ScottPlot.Range range) : IHasColorAxis
    {
        public IColormap Colormap { get; } = Map;

        public ScottPlot.Range GetRange() => range;
    }
}
