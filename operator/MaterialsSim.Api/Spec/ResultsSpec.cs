using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>What becomes of the results.</summary>
public sealed class ResultsSpec
{
    /// <summary>Whether the results outlive the campaign object.</summary>
    [JsonPropertyName("retention"), Values(Retentions.Retain, Retentions.Delete), Default(Retentions.Retain)]
    public string? Retention { get; set; }

    /// <summary>Format of the per-candidate results.</summary>
    [JsonPropertyName("format"), Values(DatasetFormats.JsonLines, DatasetFormats.Parquet), Default(DatasetFormats.JsonLines)]
    public string? Format { get; set; }
}
