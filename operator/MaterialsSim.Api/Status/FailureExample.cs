using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Status;

/// <summary>A candidate that failed.</summary>
public sealed class FailureExample
{
    /// <summary>Its id; absent when a whole batch failed before ids were read.</summary>
    [JsonPropertyName("id"), Text(128)]
    public string? Id { get; set; }

    /// <summary>What happened, with the exit code and the kernel's last words where there are any.</summary>
    [JsonPropertyName("message"), Text(256)]
    public string? Message { get; set; }
}
