using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Defaults of pod specs, in pods and in templates. Upstream: <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal static class PodDefaults
{
    public static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];
    private const int DefaultMode = 420;
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static void Apply(JsonObject spec)
    {
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("restartPolicy", "Always");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("securityContext", new JsonObject());
        spec.Default("terminationGracePeriodSeconds", 30);
        if (spec.String("serviceAccountName") is { } account)
        {
            spec.Default("serviceAccount", account);
        }

        foreach (var container in ContainerLists.SelectMany(list => spec.Array(list) ?? []).OfType<JsonObject>())
        {
            Container(container);
        }

        foreach (var volume in (spec.Array("volumes") ?? []).OfType<JsonObject>())
        {
            Volume(volume);
        }
    }

    private static void Container(JsonObject container)
    {
        container.Default("imagePullPolicy", PullPolicy(container.String("image") ?? ""));
        container.Default("resources", new JsonObject());
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        // What is limited and not requested is requested at its limit.
        if (container.Object("resources").Object("limits") is { Count: > 0 } limits)
        {
            var requests = container.Ensure("resources").Ensure("requests");
            foreach (var (name, limit) in limits)
            {
                requests.Default(name, limit!.DeepClone());
            }
        }

        foreach (var port in (container.Array("ports") ?? []).OfType<JsonObject>())
        {
            port.Default("protocol", "TCP");
        }

        foreach (var reference in (container.Array("env") ?? []).Select(variable => variable.Object("valueFrom").Object("fieldRef")))
        {
            reference?.Default("apiVersion", "v1");
        }

        foreach (var probe in Probes.Select(container.Object).OfType<JsonObject>())
        {
            probe.Default("failureThreshold", 3);
            probe.Default("periodSeconds", 10);
            probe.Default("successThreshold", 1);
            probe.Default("timeoutSeconds", 1);
        }
    }

    /// <summary>Images without a tag, or with <c>latest</c>, may change under their name.</summary>
    private static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Contains('@', StringComparison.Ordinal) || (name.Contains(':', StringComparison.Ordinal) && !name.EndsWith(":latest", StringComparison.Ordinal)) ? "IfNotPresent" : "Always";
    }

    private static void Volume(JsonObject volume)
    {
        foreach (var source in new[] { "configMap", "secret", "downwardAPI", "projected" })
        {
            volume.Object(source)?.Default("defaultMode", DefaultMode);
        }

        volume.Object("hostPath")?.Default("type", "");
        if (volume.Count == 1)
        {
            volume["emptyDir"] = new JsonObject();
        }
    }
}
