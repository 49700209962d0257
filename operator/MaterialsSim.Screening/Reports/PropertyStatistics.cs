namespace MaterialsSim.Screening.Reports;

/// <summary>
/// Count, mean, standard deviation and range of an output property over the simulated candidates, in one pass in dataset order, so that the same
/// results always give the same bits. Mean and deviation by B. P. Welford, Technometrics 4, 419 (1962), which does not cancel.
/// </summary>
internal sealed class PropertyStatistics(string name)
{
    private double _squares;

    public string Name { get; } = name;

    /// <summary>The unit that the kernel declared first.</summary>
    public string? Unit { get; private set; }

    /// <summary>Whether batches declared different units: then the figures mix them.</summary>
    public bool UnitsDiffer { get; private set; }

    public long Count { get; private set; }

    public double Mean { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>Of the sample: divided by count - 1. Not a number for a single value.</summary>
    public double StandardDeviation => Math.Sqrt(_squares / (Count - 1));

    public void Add(double value)
    {
        Count++;
        var before = value - Mean;
        Mean += before / Count;
        _squares += before * (value - Mean);
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
    }

    public void UseUnit(string unit)
    {
        Unit ??= unit;
        UnitsDiffer |= Unit != unit;
    }
}
