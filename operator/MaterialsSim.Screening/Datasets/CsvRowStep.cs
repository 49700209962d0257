namespace MaterialsSim.Screening.Datasets;

/// <summary>How far a <see cref="CsvRowParser"/> came.</summary>
internal enum CsvRowStep
{
    /// <summary>All events are taken; the row goes on.</summary>
    More,

    /// <summary>The row is complete.</summary>
    Row,

    /// <summary>The row breaks the rules.</summary>
    Broken,
}
