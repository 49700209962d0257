namespace MaterialsSim.Screening.Planning;

/// <summary>What the operator asks <c>agent plan</c> to do. Stored as <c>plan-request.json</c>.</summary>
public sealed record PlanRequest
{
    /// <summary>Version of this document.</summary>
    public int Version { get; set; } = 1;

    /// <summary>UID of the campaign.</summary>
    public required string CampaignUid { get; init; }

    /// <summary>Number of the run.</summary>
    public required int Run { get; init; }

    /// <summary><c>file:///…</c>, <c>s3://…</c>, or <c>run:dataset.jsonl</c> for one that lies in the run's own folder.</summary>
    public required string Uri { get; init; }

    /// <summary>Format of the dataset.</summary>
    public required DatasetFormat Format { get; init; }

    /// <summary>True when the dataset is gzipped as a whole.</summary>
    public bool Gzip { get; init; }

    /// <summary>Column or key that holds the id; null means <c>id</c>.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Conditions on inputs; rows that fail are left out of the plan.</summary>
    public IReadOnlyList<InputFilter> Filter { get; set; } = [];

    /// <summary>Candidates a batch, when the user fixed it; null lets the planner choose.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Expected seconds per candidate, for the choice of batch size.</summary>
    public double? SecondsPerCandidate { get; init; }

    /// <summary>Seconds a batch may take.</summary>
    public int TimeoutSeconds { get; set; } = 3600;

    /// <summary>Batches at a time, for the choice of batch size.</summary>
    public int Parallelism { get; set; } = 10;

    /// <summary>Names that objectives, constraints, distinctBy and report take from the input (<c>input.NAME</c> without the prefix).</summary>
    public IReadOnlyList<string> RequiredInputs { get; set; } = [];

    /// <summary>Write each batch as an object of its own (gzipped datasets, Lambda waves).</summary>
    public bool Materialise { get; init; }
}
