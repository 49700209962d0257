using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>How the run before ended.</summary>
public sealed class PreviousRunStatus
{
    /// <summary>Its number.</summary>
    [JsonPropertyName("number"), Required, Number(Minimum = 1)]
    public int Number { get; set; }

    /// <summary>Complete, Failed, or Superseded when an edit ended it.</summary>
    [JsonPropertyName("result"), Required, Values(RunResults.Complete, RunResults.Failed, RunResults.Superseded)]
    public string Result { get; set; } = "";

    /// <summary>Its report, when it was complete.</summary>
    [JsonPropertyName("uri"), Text(1024)]
    public string? Uri { get; set; }
}
