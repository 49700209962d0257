namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>An image as the node has it.</summary>
/// <param name="Folder">Host folder.</param>
/// <param name="Root">Where the folder is in the container.</param>
/// <param name="Entrypoint">What runs when the pod names no command.</param>
/// <param name="Environment">Environment of the image.</param>
/// <param name="Id">Reference with the digest of the folder's content.</param>
internal sealed record Image(string Folder, string Root, IReadOnlyList<string> Entrypoint, IReadOnlyDictionary<string, string> Environment, string Id);
