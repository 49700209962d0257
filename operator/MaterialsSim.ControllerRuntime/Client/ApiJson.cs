using System.Text.Json;
using k8s;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>How objects look on the wire: the client library's rules for its models, and for classes of one's own the same by reflection.</summary>
public static class ApiJson
{
    /// <summary>camelCase, nulls left out, times as RFC 3339, quantities and int-or-string as the library has them. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Copy();

    private static JsonSerializerOptions Copy()
    {
        // The library keeps its options to itself, but shows them to this callback: copying changes nothing there, and works after their first use.
        JsonSerializerOptions? copy = null;
        KubernetesJson.AddJsonOptions(options => copy = new(options));
        copy!.MakeReadOnly();
        return copy;
    }
}
