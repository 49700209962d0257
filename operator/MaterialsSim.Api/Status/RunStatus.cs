using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>One execution of what a campaign computes.</summary>
public sealed class RunStatus
{
    /// <summary>Counts the runs, from 1.</summary>
    [JsonPropertyName("number"), Required, Number(Minimum = 1)]
    public int Number { get; set; }

    /// <summary>Names what is computed: a hash over the fields whose change starts a new run.</summary>
    [JsonPropertyName("id"), Required, Text(64, MinLength = 1)]
    public string Id { get; set; } = "";

    /// <summary>How the id was computed.</summary>
    [JsonPropertyName("identityVersion"), Required, Number(Minimum = 1)]
    public int IdentityVersion { get; set; }

    /// <summary>Rerun generation, from 0.</summary>
    [JsonPropertyName("generation"), Number(Minimum = 0)]
    public int? Generation { get; set; }

    /// <summary>The ranking that the counts and the best list hold for: a hash.</summary>
    [JsonPropertyName("ranking"), Text(64)]
    public string? Ranking { get; set; }

    /// <summary>When the run began.</summary>
    [JsonPropertyName("startTime")]
    public DateTime? StartTime { get; set; }

    /// <summary>When it was complete or failed.</summary>
    [JsonPropertyName("completionTime")]
    public DateTime? CompletionTime { get; set; }
}
