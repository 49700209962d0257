using MaterialsSim.Screening.Ranking;

namespace MaterialsSim.Screening.Planning;

/// <summary>What all pods of a wave share. Stored as <c>manifest/{wave}.json</c>.</summary>
public sealed record WaveTask
{
    /// <summary>Version of this document.</summary>
    public int Version { get; set; } = 1;

    /// <summary>UID of the campaign.</summary>
    public required string CampaignUid { get; init; }

    /// <summary>Number of the run.</summary>
    public required int Run { get; init; }

    /// <summary>Number of the wave, from 1.</summary>
    public required int Wave { get; init; }

    /// <summary>Rerun generation that the wave's commits belong to.</summary>
    public int Generation { get; init; }

    /// <summary><c>Jobs</c> or <c>Lambda</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>Records in the manifest.</summary>
    public required int Batches { get; init; }

    /// <summary>The ranking in force when the wave was made; a commit's summary is computed under it.</summary>
    public required RankingSpec Ranking { get; init; }

    /// <summary>Kernel parameters, handed on as they are.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; set; } = new Dictionary<string, string>();
}
