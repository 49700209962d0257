using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;
using MaterialsSim.Api.Spec;

namespace MaterialsSim.Api.Status;

/// <summary>A choice of batches tried on one backend.</summary>
public sealed class WaveStatus
{
    /// <summary>Counts the waves of a run, from 1.</summary>
    [JsonPropertyName("number"), Required, Number(Minimum = 1)]
    public int Number { get; set; }

    /// <summary>Where the wave runs.</summary>
    [JsonPropertyName("backend"), Required, Values(Backends.Jobs, Backends.Lambda)]
    public string Backend { get; set; } = "";

    /// <summary>Planned: named, about to start. Running. Sealed: every batch ended.</summary>
    [JsonPropertyName("state"), Required, Values(WaveStates.Planned, WaveStates.Running, WaveStates.Sealed)]
    public string State { get; set; } = "";

    /// <summary>Batches of the wave.</summary>
    [JsonPropertyName("batches"), Required, Number(Minimum = 0)]
    public int Batches { get; set; }
}
