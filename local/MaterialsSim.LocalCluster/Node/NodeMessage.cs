using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Node;

/// <summary>Something that the node's loop is told.</summary>
/// <param name="Type">The type of a watch event, or <see cref="Ended"/>.</param>
/// <param name="Pod">The pod; shared, never to be mutated.</param>
internal readonly record struct NodeMessage(string Type, JsonObject Pod)
{
    /// <summary>The node's own word: the pod's worker is done.</summary>
    public const string Ended = "ENDED";
}
