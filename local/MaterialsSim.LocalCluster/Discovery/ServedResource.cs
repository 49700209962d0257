using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Discovery;

/// <summary>A line of discovery.</summary>
internal sealed record ServedResource(
    string Group, string Version, string Plural, string Singular, string Kind, bool Namespaced, IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories, IReadOnlyList<ServedSubresource> Subresources)
{
    /// <summary>Objects of it are kept, other than of reviews.</summary>
    public bool IsStored => Verbs.Contains("list");

    private static readonly string[] Editing = ["get", "patch", "update"];

    public static ServedResource From(ResourceKind kind)
    {
        var subresources = new List<ServedSubresource>();
        if (kind.Collection == "pods")
        {
            subresources.Add(new("binding", "", "v1", "Binding", ["create"]));
            subresources.Add(new("eviction", "policy", "v1", "Eviction", ["create"]));
            subresources.Add(new("log", "", "v1", "Pod", ["get"]));
        }

        if (kind.Collection == "namespaces")
        {
            subresources.Add(new("finalize", "", "v1", "Namespace", ["update"]));
        }

        if (kind.Scale is not null)
        {
            subresources.Add(new("scale", "autoscaling", "v1", "Scale", Editing));
        }

        if (kind.HasStatus)
        {
            subresources.Add(new("status", kind.Group, kind.Version, kind.Kind, Editing));
        }

        return new(kind.Group, kind.Version, kind.Plural, kind.Singular, kind.Kind, kind.Namespaced, kind.Verbs, kind.ShortNames, kind.Categories, subresources);
    }
}
