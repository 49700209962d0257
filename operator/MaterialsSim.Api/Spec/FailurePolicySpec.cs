using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>When failed candidates end the run. Finished batches are kept.</summary>
[CelRule(
    "!(has(self.maxFailedPercent) && has(self.maxFailedCandidates))",
    "at most one of maxFailedPercent and maxFailedCandidates may be set")]
public sealed class FailurePolicySpec
{
    /// <summary>The run fails when more than this share of all its candidates failed.</summary>
    [JsonPropertyName("maxFailedPercent"), Number(Minimum = 0, Maximum = 100)]
    public int? MaxFailedPercent { get; set; }

    /// <summary>The run fails when more than this many candidates failed.</summary>
    [JsonPropertyName("maxFailedCandidates"), Number(Minimum = 0)]
    public long? MaxFailedCandidates { get; set; }
}
