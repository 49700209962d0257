using System.Globalization;
using MaterialsSim.Screening.Ranking;
using ScottPlot;

namespace MaterialsSim.Operator.Plots;

/// <summary>
/// The axis of one objective: where a value lies on it, and its ticks. An objective on a logarithmic scale lies at log10 of its value, under labels that
/// show the value; when some value has no logarithm, it is drawn as it is.
/// </summary>
internal sealed class PlotAxis
{
    private const int AboutTicks = 6;

    // Over fewer powers of ten than these, some or all of what lies between them is labelled too.
    private const double FewDecades = 2.5;
    private const double OneDecade = 1.2;

    // Over less than this, steps are even.
    private const double EvenDecades = 0.5;
    private readonly double _low;
    private readonly double _high;

    public PlotAxis(Objective objective, IReadOnlyCollection<double> values)
    {
        (_low, _high) = (values.Min(), values.Max());
        IsLog = objective.Scale == Scale.Log && _low > 0;
        var unit = objective.Unit is { } text ? $" [{text}]" : "";
        var goal = objective.Goal switch
        {
            Goal.Maximize => "higher is better",
            Goal.Minimize => "lower is better",
            _ => string.Create(CultureInfo.InvariantCulture, $"best at {objective.Target:G6}"),
        };
        Label = $"{objective.Property}{unit}, {goal}";
    }

    public bool IsLog { get; }

    /// <summary>Property, unit and direction.</summary>
    public string Label { get; }

    /// <summary>Where the lowest and the highest value lie, with room beyond them.</summary>
    public (double Low, double High) Limits
    {
        get
        {
            var room = IsWide ? 0.07 * (Highest - Lowest) : Math.Max(Math.Abs(Highest) * 0.05, 0.1);
            return (Lowest - room, Highest + room);
        }
    }

    /// <summary>Where the lowest value lies.</summary>
    public double Lowest => At(_low);

    /// <summary>Where the highest value lies.</summary>
    public double Highest => At(_high);

    /// <summary>Not all values are the same.</summary>
    public bool IsWide => Highest > Lowest;

    /// <summary>How far a value lies between the lowest (0) and the highest (1).</summary>
    public double Share(double value) => IsWide ? (At(value) - Lowest) / (Highest - Lowest) : 0.5;

    /// <summary>Position of a value.</summary>
    public double At(double value) => IsLog ? Math.Log10(value) : value;

    /// <summary>Ticks between the limits.</summary>
    public IReadOnlyList<Tick> Ticks()
    {
        var (low, high) = Limits;
        return !IsLog ? [.. Even(low, high)]
            : high - low < EvenDecades ? [.. Even(Math.Pow(10, low), Math.Pow(10, high))]
            : [.. Decades(low, high)];
    }

    private IEnumerable<Tick> Decades(double low, double high)
    {
        for (var power = (int)Math.Floor(low); power <= high; power++)
        {
            for (var digit = 1; digit <= 9; digit++)
            {
                var value = digit * Math.Pow(10, power);
                if (At(value) >= low && At(value) <= high)
                {
                    var isMajor = digit == 1 || high - low < OneDecade || (high - low < FewDecades && digit is 2 or 5);
                    yield return new Tick(At(value), isMajor ? Text(value) : "", isMajor);
                }
            }
        }
    }

    /// <summary>Steps of 1, 2 or 5 times a power of ten.</summary>
    private IEnumerable<Tick> Even(double low, double high)
    {
        var rough = (high - low) / AboutTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var first = Math.Ceiling(low / step);
        // Bounded by the count too: of figures that differ in their last digits only, a step may add nothing.
        for (var n = 0; n <= 2 * AboutTicks && (first + n) * step <= high; n++)
        {
            // Rounded, so that 3 * 0.1 is 0.3.
            var value = double.Parse(((first + n) * step).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (!IsLog || value > 0)
            {
                yield return new Tick(At(value), Text(value), isMajor: true);
            }
        }
    }

    private static string Text(double value)
        => value == 0 ? "0"
            : Math.Abs(value) is < 1e-3 or >= 1e6 ? value.ToString("0.##e+0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
