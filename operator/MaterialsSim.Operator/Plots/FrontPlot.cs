using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;
using ScottPlot;

namespace MaterialsSim.Operator.Plots;

/// <summary>Draws the Pareto front over the first two objectives with ScottPlot; a third objective is the colour. The best are named.</summary>
internal sealed class FrontPlot : IFrontPlot
{
    private const int Width = 960;
    private const int Height = 640;
    private const int MaxPoints = 10_000;

    public byte[]? Draw(RankingSpec ranking, Summary summary)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(summary);
        if (ranking.Objectives.Count < 2 || summary.Front.Count == 0)
        {
            return null;
        }

        using var plot = new Plot();
        var front = summary.Front.Take(MaxPoints).ToList();
        plot.Title($"Pareto front: {summary.Front.Count} materials");
        plot.XLabel(Label(ranking.Objectives[0]));
        plot.YLabel(Label(ranking.Objectives[1]));
        AddPoints(plot, ranking, front);
        AddBest(plot, ranking, summary);
        plot.Axes.Margins(0.08, 0.1);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    private static void AddPoints(Plot plot, RankingSpec ranking, List<SummaryEntry> front)
    {
        var hasColor = ranking.Objectives.Count > 2;
        var low = hasColor ? front.Min(e => e.Values[2]) : 0;
        var span = hasColor ? front.Max(e => e.Values[2]) - low : 0;
        var map = new ScottPlot.Colormaps.Viridis();
        foreach (var entry in front)
        {
            var share = span > 0 ? (entry.Values[2] - low) / span : 0.3;
            plot.Add.Marker(entry.Values[0], entry.Values[1], MarkerShape.FilledCircle, 9, map.GetColor(share));
        }

        if (span > 0)
        {
            var bar = plot.Add.ColorBar(new Bar(map, new ScottPlot.Range(low, low + span)));
            bar.Label = Label(ranking.Objectives[2]);
        }
    }

    private static void AddBest(Plot plot, RankingSpec ranking, Summary summary)
    {
        foreach (var entry in BestList.Settle(summary, ranking))
        {
            plot.Add.Marker(entry.Values[0], entry.Values[1], MarkerShape.OpenCircle, 14, Colors.Red);
            var name = entry.Report.TryGetValue("formula", out var formula) ? formula : entry.Id;
            var text = plot.Add.Text(name.Length <= 24 ? name : name[..24], entry.Values[0], entry.Values[1]);
            text.OffsetX = 9;
            text.OffsetY = -9;
            text.LabelFontSize = 12;
        }
    }

    private static string Label(Objective objective) => objective.Unit is { } unit ? $"{objective.Property} [{unit}]" : objective.Property;

    /// <summary>What a colour bar asks: the map and the range of values.</summary>
    private sealed class Bar(IColormap colormap, ScottPlot.Range range) : IHasColorAxis
    {
        public IColormap Colormap { get; } = colormap;

        public ScottPlot.Range GetRange() => range;
    }
}
