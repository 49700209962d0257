using MaterialsSim.LocalCluster.Handlers;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Discovery;

/// <summary>Everything discovery lists, in a stable order: groups and resources by name, versions newest first.</summary>
internal static class ServedResources
{
    public static IReadOnlyList<ServedResource> All(ResourceRegistry registry) =>
    [
        .. registry.Kinds.Select(ServedResource.From)
            .Concat(ReviewHandler.Kinds.Select(kind => new ServedResource(
                kind.Group, "v1", kind.Plural, kind.Kind.ToLowerInvariant(), kind.Kind, kind.Namespaced, ["create"], [], [], [])))
            .OrderBy(item => item.Group, StringComparer.Ordinal)
            .ThenByDescending(item => VersionRank(item.Version))
            .ThenBy(item => item.Plural, StringComparer.Ordinal),
    ];

    /// <summary>v2 before v1 before v1beta1 before v1alpha1.</summary>
    public static (int Stability, int Major, int Minor) VersionRank(string version)
    {
        var digits = version.TrimStart('v');
        var alpha = digits.IndexOf("alpha", StringComparison.Ordinal);
        var beta = digits.IndexOf("beta", StringComparison.Ordinal);
        var split = Math.Max(alpha, beta);
        var (major, minor) = split < 0 ? (digits, "0") : (digits[..split], digits[(split + (alpha >= 0 ? 5 : 4))..]);
        return (split < 0 ? 2 : beta >= 0 ? 1 : 0, int.TryParse(major, out var big) ? big : 0, int.TryParse(minor, out var small) ? small : 0);
    }
}
