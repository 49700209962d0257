using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using MaterialsSim.Api.Schema;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;

namespace MaterialsSim.Api;

/// <summary>
/// A screening campaign: candidate materials, a simulation kernel and the properties to optimise. The operator simulates every candidate once
/// and reports the best.
/// </summary>
[KubernetesEntity(Group = KubeGroup, ApiVersion = KubeApiVersion, Kind = KubeKind, PluralName = KubePluralName)]
[CelRule(
    "!self.metadata.name.contains('.') && size(self.metadata.name) <= 63",
    "metadata.name must be a DNS label: no dots, at most 63 characters")]
[PrinterColumn("Phase", "string", ".status.phase", Description = "Where the campaign stands.")]
[PrinterColumn("Done", "integer", ".status.candidates.succeeded", Description = "Candidates simulated and ranked.")]
[PrinterColumn("Total", "integer", ".status.candidates.total", Description = "Candidates of the run.")]
[PrinterColumn("Best", "string", ".status.best[0].id", Description = "Id of the best candidate so far.")]
[PrinterColumn("Score", "string", ".status.best[0].score", Description = "Its score.")]
[PrinterColumn("Failed", "integer", ".status.candidates.failed", Priority = 1, Description = "Candidates that failed.")]
[PrinterColumn("Run", "integer", ".status.run.number", Priority = 1, Description = "Number of the run.")]
[PrinterColumn("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason", Priority = 1, Description = "Why it stands there.")]
[PrinterColumn("Results", "string", ".status.results.uri", Priority = 1, Description = "Where the report lies.")]
[PrinterColumn("Age", "date", ".metadata.creationTimestamp")]
public sealed class SimulationCampaign : IKubernetesObject<V1ObjectMeta>, ISpec<SimulationCampaignSpec>, IStatus<SimulationCampaignStatus?>
{
    /// <summary>API group.</summary>
    public const string KubeGroup = "materialssim.io";

    /// <summary>API version.</summary>
    public const string KubeApiVersion = "v1alpha1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "SimulationCampaign";

    /// <summary>Plural resource name.</summary>
    public const string KubePluralName = "simulationcampaigns";

    /// <summary>Group and version, as objects carry them.</summary>
    public const string KubeGroupVersion = KubeGroup + "/" + KubeApiVersion;

    /// <inheritdoc/>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = KubeGroupVersion;

    /// <inheritdoc/>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = KubeKind;

    /// <inheritdoc/>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What is asked for.</summary>
    [JsonPropertyName("spec"), Required]
    public SimulationCampaignSpec Spec { get; set; } = new();

    /// <summary>What the operator has seen and done. Written by the operator only.</summary>
    [JsonPropertyName("status")]
    public SimulationCampaignStatus? Status { get; set; }
}
