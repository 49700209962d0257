namespace MaterialsSim.LocalCluster.Discovery;

/// <summary>A subresource in discovery.</summary>
internal sealed record ServedSubresource(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs);
