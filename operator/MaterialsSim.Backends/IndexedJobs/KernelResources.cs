using k8s.Models;
using MaterialsSim.Api.Spec;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>The kernel's requests and limits; memory and ephemeral storage are always limited, so that one kernel cannot take a node down.</summary>
internal static class KernelResources
{
    private static readonly (string Name, string Request, string Limit)[] Defaults =
        [("memory", "512Mi", "2Gi"), ("ephemeral-storage", "1Gi", "10Gi")];

    public static V1ResourceRequirements Of(ResourcesSpec? spec)
    {
        var requests = Quantities(spec?.Requests);
        var limits = Quantities(spec?.Limits);
        if (!limits.ContainsKey("cpu"))
        {
            // With a limit alone, the API server requests as much.
            requests.TryAdd("cpu", new ResourceQuantity("1"));
        }

        foreach (var (name, request, limit) in Defaults)
        {
            // A limit that the user set is the request too when he set none; a request that he set is never above the limit.
            if (!limits.ContainsKey(name))
            {
                limits[name] = requests.TryGetValue(name, out var asked) ? asked : new ResourceQuantity(limit);
                requests.TryAdd(name, new ResourceQuantity(request));
            }
        }

        return new V1ResourceRequirements { Requests = requests, Limits = limits };
    }

    private static Dictionary<string, ResourceQuantity> Quantities(IDictionary<string, Quantity>? values)
        => values?.ToDictionary(v => v.Key, v => new ResourceQuantity(v.Value.Text)) ?? [];
}
