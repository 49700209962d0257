using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace MaterialsSim.ControllerRuntime.Client;

/// <summary>Metadata of objects whether typed or plain JSON.</summary>
internal static class ObjectMetadata
{
    public static string? ResourceVersionOf(object value) => value switch
    {
        IMetadata<V1ObjectMeta> typed => typed.Metadata?.ResourceVersion,
        JsonObject json => (string?)json["metadata"]?["resourceVersion"],
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be watched: it has no V1ObjectMeta and is no JsonObject"),
    };
}
