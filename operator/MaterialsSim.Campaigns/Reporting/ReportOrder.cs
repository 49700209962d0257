using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Planning;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Campaigns.Reporting;

/// <summary>A report to write.</summary>
public sealed record ReportOrder
{
    /// <summary>Namespace of the campaign.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the campaign.</summary>
    public required string Name { get; init; }

    /// <summary>UID of the campaign.</summary>
    public required string CampaignUid { get; init; }

    /// <summary>Identity of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The run's folder.</summary>
    public required IRunArtifacts Artifacts { get; init; }

    /// <summary>The plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The batch table.</summary>
    public required IReadOnlyList<BatchRecord> Batches { get; init; }

    /// <summary>The ranking.</summary>
    public required RankingSpec Ranking { get; init; }

    /// <summary>The merged summary of all batches.</summary>
    public required Summary Summary { get; init; }

    /// <summary>Kernel image, for the provenance.</summary>
    public string? KernelImage { get; init; }
}
