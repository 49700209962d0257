using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Server-side apply.</summary>
internal sealed class Applier(ObjectStore store, ResourceWriter writer)
{
    public (JsonObject Object, bool Created) Apply(
        ResourceKind kind, ResourceRequest target, JsonObject applied, bool force, string? manager, WriteOptions options)
    {
        _ = (store, writer, kind, target, applied, force, options);
        throw Failure.BadRequest($"apply is not served yet for {manager}");
    }
}
