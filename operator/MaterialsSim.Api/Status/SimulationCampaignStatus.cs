using System.Text.Json.Serialization;
using k8s.Models;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>What the operator has seen and done. Real numbers are strings that read back to the same number.</summary>
public sealed class SimulationCampaignStatus
{
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [JsonPropertyName("observedGeneration"), Number(Minimum = 0)]
    public long? ObservedGeneration { get; set; }

    /// <summary>Where the campaign stands, in a word for people. Machines read conditions.</summary>
    [JsonPropertyName("phase"), Text(32)]
    public string? Phase { get; set; }

    /// <summary>Ready, Reconciling, Stalled, Progressing, Complete, Failed, Suspended.</summary>
    [JsonPropertyName("conditions"), Items(16, Keys = ["type"])]
    public IList<V1Condition>? Conditions { get; set; }

    /// <summary>The run that counts.</summary>
    [JsonPropertyName("run")]
    public RunStatus? Run { get; set; }

    /// <summary>How the dataset was cut into batches.</summary>
    [JsonPropertyName("plan")]
    public PlanStatus? Plan { get; set; }

    /// <summary>Candidates by how they ended.</summary>
    [JsonPropertyName("candidates")]
    public CandidatesStatus? Candidates { get; set; }

    /// <summary>Batches by how they ended.</summary>
    [JsonPropertyName("batches")]
    public BatchesStatus? Batches { get; set; }

    /// <summary>The waves of the run, the last ones when there were many.</summary>
    [JsonPropertyName("waves"), Items(16, Keys = ["number"])]
    public IList<WaveStatus>? Waves { get; set; }

    /// <summary>The merge state that the counts and the best list come from.</summary>
    [JsonPropertyName("checkpoint")]
    public CheckpointStatus? Checkpoint { get; set; }

    /// <summary>The best candidates so far.</summary>
    [JsonPropertyName("best"), Items(20, Keys = ["rank"])]
    public IList<BestStatus>? Best { get; set; }

    /// <summary>The candidates that no other one beats in every objective.</summary>
    [JsonPropertyName("paretoFront")]
    public ParetoFrontStatus? ParetoFront { get; set; }

    /// <summary>Failed candidates by reason, the most frequent first.</summary>
    [JsonPropertyName("failures"), Items(8, Keys = ["reason"])]
    public IList<FailureStatus>? Failures { get; set; }

    /// <summary>Where the results lie.</summary>
    [JsonPropertyName("results")]
    public ResultsStatus? Results { get; set; }

    /// <summary>How the run before ended.</summary>
    [JsonPropertyName("previousRun")]
    public PreviousRunStatus? PreviousRun { get; set; }
}
