using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Node.Containers;
using MaterialsSim.LocalCluster.Node.Processes;

namespace MaterialsSim.LocalCluster.Node.Pods;

/// <summary>What the pods of a node share.</summary>
internal sealed record NodeServices(
    IClusterClient Client,
    NodeOptions Options,
    ProcessTable Processes,
    ImageCatalog Images,
    ContainerPlanner Planner,
    LogStore Logs,
    EventRecorder Events,
    TimeProvider Time)
{
    public const string Component = "kubelet";
}
