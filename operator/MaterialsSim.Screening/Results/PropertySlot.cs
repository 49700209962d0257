namespace MaterialsSim.Screening.Results;

/// <summary>One property of one row: what it is, its number, and where its text lies in the row.</summary>
internal struct PropertySlot
{
    public SlotKind Kind;

    /// <summary>The number, when <see cref="Kind"/> is <see cref="SlotKind.Number"/>.</summary>
    public double Number;

    /// <summary>Where the value's token lies in the row; for text without its quotes.</summary>
    public TextRange Text;

    /// <summary>Where the uncertainty's number lies; empty without one.</summary>
    public TextRange Uncertainty;
}
