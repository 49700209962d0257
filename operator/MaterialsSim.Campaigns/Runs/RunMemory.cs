using MaterialsSim.Campaigns.Aggregation;
using MaterialsSim.Campaigns.Store;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Campaigns.Runs;

/// <summary>
/// What the operator keeps of a run between passes. All of it can be read again from the store: a restart costs time, never an answer.
/// </summary>
internal sealed class RunMemory(int run, string path, IRunArtifacts artifacts)
{
    public int Run { get; } = run;

    /// <summary>The run's folder below the artifact root.</summary>
    public string Path { get; } = path;

    public IRunArtifacts Artifacts { get; } = artifacts;

    public Plan? Plan { get; set; }

    public IReadOnlyList<BatchRecord> Batches { get; set; } = [];

    /// <summary>Batch numbers of each wave, by wave number.</summary>
    public Dictionary<int, int[]> Manifests { get; } = [];

    public CommitLedger? Ledger { get; set; }

    /// <summary>When each batch was first seen to have ended without a commit.</summary>
    public Dictionary<int, DateTimeOffset> Ends { get; } = [];

    /// <summary>When work, by UID, was first seen to outlive its sealed wave.</summary>
    public Dictionary<string, DateTimeOffset> SealedAt { get; } = [];

    public DateTimeOffset? LastListing { get; set; }

    /// <summary>How far the work's counters were at the last listing of commits.</summary>
    public string? ListedAt { get; set; }

    /// <summary>When progress was last seen: a commit, or the start of the run in this process.</summary>
    public DateTimeOffset? LastProgress { get; set; }

    public DateTimeOffset? LastProgressWrite { get; set; }

    public DateTimeOffset? LastDiagnosis { get; set; }

    /// <summary>What the last diagnosis found.</summary>
    public Execution.Obstacle? Obstacle { get; set; }

    /// <summary>The cluster's last refusal to start work, and when to try again.</summary>
    public (string Reason, string Message, DateTimeOffset RetryAt)? Refusal { get; set; }
}
