namespace MaterialsSim.Screening.Summaries;

/// <summary>The operator's merge state of a run under one ranking: which commits are merged, and their merged summary.</summary>
public sealed record Checkpoint
{
    /// <summary>Version of this document.</summary>
    public int Version { get; set; } = 1;

    /// <summary>UID of the campaign.</summary>
    public required string CampaignUid { get; init; }

    /// <summary>Number of the run.</summary>
    public required int Run { get; init; }

    /// <summary>Hash of the ranking.</summary>
    public required string RankingHash { get; init; }

    /// <summary>Merged batches that succeeded, as sorted ranges of batch numbers such as <c>0-41,43</c>.</summary>
    public string Succeeded { get; set; } = "";

    /// <summary>Merged batches that failed, as sorted ranges.</summary>
    public string Failed { get; set; } = "";

    /// <summary>The merged summary.</summary>
    public required Summary Summary { get; init; }
}
