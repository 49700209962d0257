using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>Candidates by how they ended. What is missing to the total is still to be simulated.</summary>
public sealed class CandidatesStatus
{
    /// <summary>Candidates of the run, after the filter.</summary>
    [JsonPropertyName("total"), Number(Minimum = 0)]
    public long Total { get; set; }

    /// <summary>Simulated, feasible and ranked.</summary>
    [JsonPropertyName("succeeded"), Number(Minimum = 0)]
    public long Succeeded { get; set; }

    /// <summary>Failed.</summary>
    [JsonPropertyName("failed"), Number(Minimum = 0)]
    public long Failed { get; set; }

    /// <summary>Simulated, but outside a constraint.</summary>
    [JsonPropertyName("infeasible"), Number(Minimum = 0)]
    public long Infeasible { get; set; }

    /// <summary>Kept but not ranked: the kernel said NotConverged or OutOfModel.</summary>
    [JsonPropertyName("unranked"), Number(Minimum = 0)]
    public long Unranked { get; set; }
}
