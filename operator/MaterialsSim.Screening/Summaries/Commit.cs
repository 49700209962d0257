namespace MaterialsSim.Screening.Summaries;

/// <summary>How a batch ended. Created if absent as <c>commits/{generation}/{batch}.json</c>: the first one wins, whoever writes it.</summary>
public sealed record Commit
{
    /// <summary>Version of this document.</summary>
    public int Version { get; set; } = 1;

    /// <summary>UID of the campaign; a reader refuses another's.</summary>
    public required string CampaignUid { get; init; }

    /// <summary>Number of the run.</summary>
    public required int Run { get; init; }

    /// <summary>Rerun generation.</summary>
    public int Generation { get; init; }

    /// <summary>Number of the batch.</summary>
    public required int Batch { get; init; }

    /// <summary>Number of the wave that the attempt belonged to.</summary>
    public required int Wave { get; init; }

    /// <summary><c>Jobs</c> or <c>Lambda</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>Pod UID or request id; <c>operator</c> for a failure that the operator recorded.</summary>
    public required string Attempt { get; init; }

    /// <summary>Succeeded or Failed.</summary>
    public required BatchOutcome Outcome { get; init; }

    /// <summary>The results; set when it succeeded.</summary>
    public ResultsReference? Results { get; init; }

    /// <summary>The reason; set when it failed.</summary>
    public BatchFailure? Failure { get; init; }

    /// <summary>Hash of the ranking under which the summary was computed.</summary>
    public required string RankingHash { get; init; }

    /// <summary>Digest of the batch.</summary>
    public required Summary Summary { get; init; }

    /// <summary>When the attempt began, in UTC, whole seconds.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the commit was written, in UTC, whole seconds.</summary>
    public DateTimeOffset? Finished { get; init; }
}
