using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>The kinds that the controllers and the node use.</summary>
internal static class Kinds
{
    public static readonly ResourceType Jobs = new("batch", "v1", "jobs");
    public static readonly ResourceType Pods = new("", "v1", "pods");
    public static readonly ResourceType Nodes = new("", "v1", "nodes");
    public static readonly ResourceType Events = new("", "v1", "events");
    public static readonly ResourceType ConfigMaps = new("", "v1", "configmaps");
    public static readonly ResourceType Secrets = new("", "v1", "secrets");
}
