namespace MaterialsSim.Screening.Datasets;

/// <summary>One value of the current row. Valid until the reader moves on.</summary>
public readonly ref struct Cell
{
    internal Cell(CellKind kind, ReadOnlySpan<byte> text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; }

    /// <summary>UTF-8: unescaped text, or the token of a number or another JSON value.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The number, when the cell holds one that is finite as a double.</summary>
    public bool TryGetNumber(out double value)
    {
        value = 0;
        return Kind == CellKind.Number && Json.JsonNumber.TryParse(Text, out value);
    }
}
