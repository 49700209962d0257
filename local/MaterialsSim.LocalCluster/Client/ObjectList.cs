using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Client;

/// <summary>A consistent list.</summary>
/// <param name="ResourceVersion">The version to watch from.</param>
/// <param name="Items">The objects; shared, never to be mutated.</param>
public sealed record ObjectList(string ResourceVersion, IReadOnlyList<JsonObject> Items);
