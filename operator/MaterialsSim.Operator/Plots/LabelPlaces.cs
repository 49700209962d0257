using ScottPlot;

namespace MaterialsSim.Operator.Plots;

/// <summary>
/// Finds places for labels beside their points: the first of a ring of places where a label covers no point and no label that stands already, or the one
/// that covers least. Greedy, in pixels.
/// </summary>
internal sealed class LabelPlaces(IReadOnlyCollection<Pixel> points, PixelRect area)
{
    private const float PointRadius = 10;
    private const int Directions = 16;
    private static readonly float[] Distances = [13, 20, 32, 48, 66];
    private readonly List<PixelRect> _taken = [];

    /// <summary>The rectangle of a label of this size beside a point.</summary>
    public PixelRect Place(Pixel point, PixelSize size)
    {
        var best = Around(point, size).MinBy(Cost);
        _taken.Add(best.Rect);
        return best.Rect;
    }

    private static IEnumerable<(PixelRect Rect, float Distance)> Around(Pixel point, PixelSize size)
    {
        foreach (var distance in Distances)
        {
            for (var n = 0; n < Directions; n++)
            {
                // From the right, alternately up and down: beside a point is where people look for its name.
                var angle = 2 * Math.PI / Directions * ((n + 1) / 2) * (n % 2 == 0 ? 1 : -1);
                var (x, y) = ((float)Math.Cos(angle), -(float)Math.Sin(angle));
                var center = new Pixel(point.X + (x * (distance + (size.Width / 2))), point.Y + (y * (distance + (size.Height / 2))));
                yield return (
                    new PixelRect(center.X - (size.Width / 2), center.X + (size.Width / 2), center.Y + (size.Height / 2), center.Y - (size.Height / 2)),
                    distance);
            }
        }
    }

    private float Cost((PixelRect Rect, float Distance) place)
    {
        var rect = place.Rect;
        var isOutside = rect.Left < area.Left || rect.Right > area.Right || rect.Top < area.Top || rect.Bottom > area.Bottom;
        return place.Distance
            + (isOutside ? 10_000 : 0)
            + (1_000 * _taken.Count(other => Overlap(rect, other, 1)))
            + (100 * points.Count(point => Covers(rect, point)));
    }

    private static bool Overlap(PixelRect a, PixelRect b, float gap)
        => a.Left < b.Right + gap && b.Left < a.Right + gap && a.Top < b.Bottom + gap && b.Top < a.Bottom + gap;

    private static bool Covers(PixelRect rect, Pixel point)
        => point.X > rect.Left - PointRadius && point.X < rect.Right + PointRadius && point.Y > rect.Top - PointRadius && point.Y < rect.Bottom + PointRadius;
}
