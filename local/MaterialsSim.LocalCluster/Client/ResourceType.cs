namespace MaterialsSim.LocalCluster.Client;

/// <summary>Names a kind of object as the API paths do.</summary>
/// <param name="Group">API group; empty for core.</param>
/// <param name="Version">API version, such as <c>v1</c>.</param>
/// <param name="Plural">Plural resource name, such as <c>pods</c>.</param>
public readonly record struct ResourceType(string Group, string Version, string Plural);
