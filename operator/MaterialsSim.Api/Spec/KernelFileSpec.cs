using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>An input file shared by all candidates.</summary>
public sealed class KernelFileSpec
{
    /// <summary>Where the file lies.</summary>
    [JsonPropertyName("uri"), Required, Text(1024, MinLength = 8, Pattern = "^(s3|file)://.+")]
    public string Uri { get; set; } = "";

    /// <summary>Where the kernel finds it, relative to $MATERIALSSIM_FILES.</summary>
    [JsonPropertyName("path"), Required, Text(256, MinLength = 1, Pattern = "^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$")]
    public string Path { get; set; } = "";

    /// <summary>Checksum in lower-case hex. Another content is an error.</summary>
    [JsonPropertyName("sha256"), Text(64, Pattern = "^[0-9a-f]{64}$")]
    public string? Sha256 { get; set; }
}
