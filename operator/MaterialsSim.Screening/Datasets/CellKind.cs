namespace MaterialsSim.Screening.Datasets;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>Nothing: an empty CSV cell, an absent key, or null.</summary>
    Missing,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>Another JSON value: true, false, an object or an array.</summary>
    Json,
}
