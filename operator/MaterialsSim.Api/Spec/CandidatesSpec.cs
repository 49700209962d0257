using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>The materials to screen.</summary>
[CelRule(
    "[has(self.uri), has(self.inline), has(self.configMap)].filter(x, x).size() == 1",
    "exactly one of uri, inline and configMap must be set")]
[CelRule(
    "!has(self.uri) || !has(self.format) || self.format != 'Parquet' || !self.uri.endsWith('.gz')",
    "a Parquet dataset is not gzipped as a whole",
    FieldPath = ".format")]
public sealed class CandidatesSpec
{
    /// <summary>Column of the id unless <c>idColumn</c> says otherwise.</summary>
    public const string DefaultIdColumn = "id";

    /// <summary>The dataset: s3://bucket/key, or file:///path below the root that the operator was given.</summary>
    [JsonPropertyName("uri"), Text(1024, MinLength = 8, Pattern = "^(s3|file)://.+")]
    public string? Uri { get; set; }

    /// <summary>Format of the dataset. Absent: told by the name (.csv, .jsonl, .ndjson, .parquet; .gz after it means gzipped).</summary>
    [JsonPropertyName("format"), Values(DatasetFormats.Csv, DatasetFormats.JsonLines, DatasetFormats.Parquet)]
    public string? Format { get; set; }

    /// <summary>Column or key that holds the id of a candidate. Absent: id.</summary>
    [JsonPropertyName("idColumn"), Text(128, MinLength = 1)]
    public string? IdColumn { get; set; }

    /// <summary>The candidates themselves, for small campaigns.</summary>
    [JsonPropertyName("inline"), Items(200, Min = 1, Keys = ["id"])]
    public IList<InlineCandidate>? Inline { get; set; }

    /// <summary>A dataset in a config map of the campaign's namespace.</summary>
    [JsonPropertyName("configMap")]
    public ConfigMapSource? ConfigMap { get; set; }

    /// <summary>Conditions on inputs, checked before anything is simulated. Candidates that fail one are left out of the run.</summary>
    [JsonPropertyName("filter"), Items(16)]
    public IList<FilterSpec>? Filter { get; set; }

    /// <summary>Input files of each candidate, named by a column.</summary>
    [JsonPropertyName("files"), Items(8)]
    public IList<CandidateFileSpec>? Files { get; set; }
}
