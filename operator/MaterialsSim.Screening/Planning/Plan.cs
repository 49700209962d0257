namespace MaterialsSim.Screening.Planning;

/// <summary>How a dataset was cut into batches. Stored as <c>plan.json</c>, created once per run; the batch table lies beside it.</summary>
public sealed record Plan
{
    /// <summary>Most batches in a run.</summary>
    public const int MaxBatches = 10_000;

    /// <summary>Most batches in a wave.</summary>
    public const int MaxBatchesPerWave = 2_500;

    /// <summary>Version of this document.</summary>
    public int Version { get; set; } = 1;

    /// <summary>UID of the campaign.</summary>
    public required string CampaignUid { get; init; }

    /// <summary>Number of the run.</summary>
    public required int Run { get; init; }

    /// <summary>What was asked for.</summary>
    public required PlanRequest Request { get; init; }

    /// <summary>The objects that the dataset consists of, each pinned; batches refer to them by position. Empty when materialised.</summary>
    public required IReadOnlyList<DatasetObject> Objects { get; init; }

    /// <summary>True when batch n is the artifact <c>input/{n}.jsonl</c> instead of a byte range of an object.</summary>
    public bool Materialised { get; init; }

    /// <summary>Names of the input properties: CSV columns in file order; for JSON Lines the keys seen, sorted. At most 10,000.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>CSV read by byte ranges: all columns in file order, the id's among them, since a range has no header. Otherwise absent.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Candidates that passed the filter: the size of the run.</summary>
    public required long Candidates { get; init; }

    /// <summary>Rows that the filter left out.</summary>
    public long FilteredOut { get; init; }

    /// <summary>Number of batches.</summary>
    public required int Batches { get; init; }

    /// <summary>Candidates in each batch but the last.</summary>
    public required int BatchSize { get; init; }

    /// <summary>sha256 of the batch table, in lower-case hex.</summary>
    public required string BatchesSha256 { get; init; }

    /// <summary>sha256 of the id list, in lower-case hex.</summary>
    public required string IdsSha256 { get; init; }
}
