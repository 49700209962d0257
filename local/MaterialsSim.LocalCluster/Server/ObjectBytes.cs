using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Server;

/// <summary>A stored object as JSON in the version that a client speaks: the stored bytes themselves whenever they fit.</summary>
internal static class ObjectBytes
{
    public static byte[] Of(ResourceKind kind, StoredObject item)
    {
        var shown = Versions.FromStorage(kind, item.Value);
        return ReferenceEquals(shown, item.Value) ? item.Json : shown.ToUtf8();
    }
}
