using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>How the campaign is executed. Parallelism and budget apply at once, the rest to the next wave.</summary>
public sealed class ExecutionSpec
{
    /// <summary>Batches at a time unless <c>parallelism</c> says otherwise.</summary>
    public const int DefaultParallelism = 10;

    /// <summary>Kernel failures per batch unless <c>retries</c> says otherwise.</summary>
    public const int DefaultRetries = 3;

    /// <summary>Where batches run. Auto decides at the start of each wave.</summary>
    [JsonPropertyName("backend"), Values(Backends.Auto, Backends.Jobs, Backends.Lambda), Default(Backends.Auto)]
    public string? Backend { get; set; }

    /// <summary>Batches that run at a time.</summary>
    [JsonPropertyName("parallelism"), Number(Minimum = 1, Maximum = 3000), Default(DefaultParallelism)]
    public int? Parallelism { get; set; }

    /// <summary>Candidates in a batch. Absent: chosen by the planner. Fixed once a run is planned.</summary>
    [JsonPropertyName("batchSize"), Number(Minimum = 1, Maximum = 1000000)]
    public int? BatchSize { get; set; }

    /// <summary>How often a batch whose kernel failed is tried again. Disruptions and store outages do not count.</summary>
    [JsonPropertyName("retries"), Number(Minimum = 0, Maximum = 10), Default(DefaultRetries)]
    public int? Retries { get; set; }

    /// <summary>Settings of the Kubernetes Jobs.</summary>
    [JsonPropertyName("jobs")]
    public JobsSpec? Jobs { get; set; }

    /// <summary>The AWS Lambda function that small batches may run on.</summary>
    [JsonPropertyName("lambda")]
    public LambdaSpec? Lambda { get; set; }

    /// <summary>What the campaign may cost.</summary>
    [JsonPropertyName("budget")]
    public BudgetSpec? Budget { get; set; }
}
