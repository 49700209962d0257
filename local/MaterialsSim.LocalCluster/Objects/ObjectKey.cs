namespace MaterialsSim.LocalCluster.Objects;

/// <summary>Keys of objects inside a collection: <c>namespace/name</c>, with an empty namespace for cluster-scoped kinds. Ordinal order is list order.</summary>
internal static class ObjectKey
{
    public static string Of(string? @namespace, string name) => string.Concat(@namespace, "/", name);

    public static string NamespacePrefix(string @namespace) => string.Concat(@namespace, "/");
}
