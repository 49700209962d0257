using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;

namespace MaterialsSim.LocalCluster.Node;

/// <summary>The Node object of the local node.</summary>
internal static class NodeObject
{
    public static JsonObject Labels(NodeOptions options) => new()
    {
        ["kubernetes.io/arch"] = Architecture,
        ["kubernetes.io/hostname"] = options.Name,
        ["kubernetes.io/os"] = "linux",
    };

    public static JsonObject Build(NodeOptions options) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject { ["name"] = options.Name, ["labels"] = Labels(options) },
        ["spec"] = new JsonObject(),
    };

    public static JsonObject Status(NodeOptions options, DateTimeOffset now) => new()
    {
        ["capacity"] = Amounts(options),
        ["allocatable"] = Amounts(options),
        ["conditions"] = new JsonArray(
            Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now),
            Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now),
            Condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now),
            Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", now)),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = "127.0.0.1" },
            new JsonObject { ["type"] = "Hostname", ["address"] = options.Name }),
        ["nodeInfo"] = new JsonObject
        {
            ["architecture"] = Architecture,
            ["bootID"] = "",
            ["containerRuntimeVersion"] = "process://1.0",
            ["kernelVersion"] = Environment.OSVersion.Version.ToString(),
            ["kubeProxyVersion"] = "",
            ["kubeletVersion"] = "v1.36.0-materialssim-local",
            ["machineID"] = "",
            ["operatingSystem"] = "linux",
            ["osImage"] = RuntimeInformation.OSDescription,
            ["systemUUID"] = "",
        },
    };

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static JsonObject Amounts(NodeOptions options) => new()
    {
        ["cpu"] = options.Cpu.ToString(CultureInfo.InvariantCulture),
        ["memory"] = options.Memory.ToString(CultureInfo.InvariantCulture),
        ["pods"] = options.MaxPods.ToString(CultureInfo.InvariantCulture),
    };

    private static JsonObject Condition(string type, string status, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastHeartbeatTime"] = now.ToWire(),
        ["lastTransitionTime"] = now.ToWire(),
        ["reason"] = reason,
        ["message"] = message,
    };
}
