using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Client;

/// <summary>A change, as a watch tells it.</summary>
/// <param name="Type">ADDED, MODIFIED, DELETED or BOOKMARK.</param>
/// <param name="Object">The object after the change (before it, for DELETED); shared, never to be mutated.</param>
public readonly record struct WatchEvent(string Type, JsonObject Object);
