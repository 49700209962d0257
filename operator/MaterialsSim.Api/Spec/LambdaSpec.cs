using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>The AWS Lambda function that small batches may run on.</summary>
public sealed class LambdaSpec
{
    /// <summary>Name, ARN or alias of the function.</summary>
    [JsonPropertyName("functionName"), Required, Text(170, MinLength = 1)]
    public string FunctionName { get; set; } = "";

    /// <summary>What one invocation gets: a batch, or a candidate.</summary>
    [JsonPropertyName("payload"), Values(LambdaPayloads.Batch, LambdaPayloads.Candidate), Default(LambdaPayloads.Batch)]
    public string? Payload { get; set; }

    /// <summary>Backend Auto takes Lambda when at most this many candidates are left.</summary>
    [JsonPropertyName("maxCandidates"), Number(Minimum = 1, Maximum = 1000000), Default(500)]
    public int? MaxCandidates { get; set; }

    /// <summary>Seconds that an invocation may take.</summary>
    [JsonPropertyName("timeoutSeconds"), Number(Minimum = 1, Maximum = 900), Default(900)]
    public int? TimeoutSeconds { get; set; }
}
