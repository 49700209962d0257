using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Api.Spec;

/// <summary>The part of a pod template that a campaign may set.</summary>
public sealed class PodSpec
{
    /// <summary>Labels of the pods.</summary>
    [JsonPropertyName("labels"), Items(32), Text(63)]
    public IDictionary<string, string>? Labels { get; set; }

    /// <summary>Annotations of the pods.</summary>
    [JsonPropertyName("annotations"), Items(32), Text(4096)]
    public IDictionary<string, string>? Annotations { get; set; }

    /// <summary>Labels that a node must carry.</summary>
    [JsonPropertyName("nodeSelector"), Items(32), Text(63)]
    public IDictionary<string, string>? NodeSelector { get; set; }

    /// <summary>Taints that the pods tolerate.</summary>
    [JsonPropertyName("tolerations"), Items(32)]
    public IList<TolerationSpec>? Tolerations { get; set; }

    /// <summary>Affinity, as in a pod.</summary>
    [JsonPropertyName("affinity")]
    public JsonObject? Affinity { get; set; }

    /// <summary>Priority class of the pods.</summary>
    [JsonPropertyName("priorityClassName"), Text(253, MinLength = 1)]
    public string? PriorityClassName { get; set; }

    /// <summary>Runtime class of the pods.</summary>
    [JsonPropertyName("runtimeClassName"), Text(253, MinLength = 1)]
    public string? RuntimeClassName { get; set; }

    /// <summary>Names of the secrets that images are pulled with.</summary>
    [JsonPropertyName("imagePullSecrets"), Items(8, Keys = ["name"])]
    public IList<NameReference>? ImagePullSecrets { get; set; }

    /// <summary>Volumes mounted into the kernel.</summary>
    [JsonPropertyName("volumes"), Items(16, Keys = ["name"])]
    public IList<VolumeSpec>? Volumes { get; set; }
}
