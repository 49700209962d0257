using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Datasets;

/// <summary>How to read a dataset.</summary>
public sealed record DatasetOptions
{
    /// <summary>CSV or JSON Lines.</summary>
    public required DatasetFormat Format { get; init; }

    /// <summary>True when the stream is gzipped.</summary>
    public bool Gzip { get; init; }

    /// <summary>Column or key of the id; null means <c>id</c>.</summary>
    public string? IdColumn { get; init; }

    /// <summary>What errors call the dataset, such as its URI.</summary>
    public string Name { get; init; } = "dataset";

    /// <summary>
    /// CSV only: all columns in file order, the id's among them, for a stream that starts below the header. Null: the stream starts with its header.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Longest row, in bytes.</summary>
    public int MaxRowBytes { get; init; } = 16 << 20;

    /// <summary>Bytes read at a time.</summary>
    internal int BufferBytes { get; init; } = 256 << 10;
}
