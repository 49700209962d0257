using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Tests.Support;

/// <summary>Objects for tests.</summary>
internal static class Make
{
    public static V1ConfigMap Map(string name, string version, string? uid = null, string? label = null, string? owner = null) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = new()
        {
            NamespaceProperty = "ns",
            Name = name,
            Uid = uid ?? $"uid-{name}",
            ResourceVersion = version,
            Labels = label is null ? null : new Dictionary<string, string> { ["team"] = label },
            OwnerReferences = owner is null ? null : [new() { ApiVersion = "batch/v1", Kind = "Job", Name = owner, Uid = $"uid-{owner}", Controller = true }],
        },
    };

    public static NamespacedName Key(string name) => new("ns", name);
}
