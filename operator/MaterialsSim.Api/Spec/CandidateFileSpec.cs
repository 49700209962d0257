using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>An input file of each candidate.</summary>
public sealed class CandidateFileSpec
{
    /// <summary>Column that holds the file's path.</summary>
    [JsonPropertyName("column"), Required, Text(128, MinLength = 1)]
    public string Column { get; set; } = "";

    /// <summary>What the path is relative to.</summary>
    [JsonPropertyName("baseUri"), Required, Text(1024, MinLength = 8, Pattern = "^(s3|file)://.+")]
    public string BaseUri { get; set; } = "";
}
