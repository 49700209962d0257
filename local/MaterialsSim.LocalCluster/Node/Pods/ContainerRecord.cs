using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>A container of a pod, and how it goes. Written by its runner, read by the status writer; every field is replaced as a whole.</summary>
internal sealed class ContainerRecord(JsonObject spec, ContainerKind kind, ContainerState state)
{
    public JsonObject Spec { get; } = spec;

    public ContainerKind Kind { get; } = kind;

    public string Name { get; } = spec.String("name") ?? "";

    public string Image { get; } = spec.String("image") ?? "";

    /// <summary>Path of the container in its pod, as events name it.</summary>
    public string FieldPath => $"spec.{(Kind == ContainerKind.Main ? "containers" : "initContainers")}{{{Name}}}";

    public string ImageId { get; set; } = "";

    public string ContainerId { get; set; } = "";

    public int Restarts { get; set; }

    public ContainerState State { get; set; } = state;

    /// <summary>How it ended the last time, when it was started again.</summary>
    public ContainerState.Terminated? Last { get; set; }

    public bool IsRunning => State is ContainerState.Running;

    public bool HasSucceeded => State is ContainerState.Terminated { ExitCode: 0 };
}
