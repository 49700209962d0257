using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>Values of the pod itself for its containers (kubernetes pkg/fieldpath, pkg/api/v1/resource).</summary>
internal static class DownwardApi
{
    /// <summary>The value of a field, empty when it has none yet, or null when the path is not served.</summary>
    public static string? Field(JsonObject pod, string path)
    {
        if (Subscript(path, "metadata.labels") is { } label)
        {
            return pod["metadata"]?["labels"].String(label) ?? "";
        }

        if (Subscript(path, "metadata.annotations") is { } annotation)
        {
            return pod["metadata"]?["annotations"].String(annotation) ?? "";
        }

        return path switch
        {
            "metadata.name" => pod.Name(),
            "metadata.namespace" => pod.Namespace(),
            "metadata.uid" => pod.Uid(),
            "spec.nodeName" => pod["spec"].String("nodeName") ?? "",
            "spec.serviceAccountName" => pod["spec"].String("serviceAccountName") ?? "default",
            "status.hostIP" or "status.podIP" or "status.hostIPs" or "status.podIPs" => "127.0.0.1",
            _ => null,
        };
    }

    /// <summary>A request or limit of a container in units of the divisor, rounded up; the node's capacity stands in for an absent limit.</summary>
    public static string? Resource(JsonObject container, string resource, string? divisor, PodResources capacity)
    {
        var parts = resource.Split('.', 2);
        if (parts.Length != 2 || parts[0] is not ("limits" or "requests") || parts[1] is not ("cpu" or "memory" or "ephemeral-storage"))
        {
            return null;
        }

        var amount = Quantity.Parse((container["resources"]?[parts[0]]?[parts[1]]).Text())
            ?? (parts[0] == "requests" ? 0 : parts[1] == "cpu" ? capacity.Cpu : parts[1] == "memory" ? capacity.Memory : 0);
        var unit = Quantity.Parse(divisor) is { } given && given > 0 ? given : 1;
        return Math.Ceiling(amount / unit).ToString("0", CultureInfo.InvariantCulture);
    }

    private static string? Subscript(string path, string field) =>
        path.StartsWith(field + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(field.Length + 2)..^2] : null;
}
