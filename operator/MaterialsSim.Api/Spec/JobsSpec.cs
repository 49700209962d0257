using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>Settings of the Kubernetes Jobs.</summary>
public sealed class JobsSpec
{
    /// <summary>The service account that the pods run under. Absent: default.</summary>
    [JsonPropertyName("serviceAccountName"), Text(253, MinLength = 1, Pattern = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    public string? ServiceAccountName { get; set; }

    /// <summary>The Kueue queue that admits the Jobs.</summary>
    [JsonPropertyName("localQueueName"), Text(253, MinLength = 1, Pattern = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    public string? LocalQueueName { get; set; }

    /// <summary>Seconds that a finished Job is kept after its wave is sealed. Absent: deleted at once.</summary>
    [JsonPropertyName("ttlSecondsAfterFinished"), Number(Minimum = 0, Maximum = 31536000)]
    public int? TtlSecondsAfterFinished { get; set; }

    /// <summary>What the pods ask of the cluster.</summary>
    [JsonPropertyName("pod")]
    public PodSpec? Pod { get; set; }
}
