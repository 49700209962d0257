using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>How a deletion went.</summary>
/// <param name="Object">The object as it stands or last stood; never to be mutated.</param>
/// <param name="Gone">It is gone; otherwise it waits for its finalizers or its grace period.</param>
internal readonly record struct DeleteResult(JsonObject Object, bool Gone);
