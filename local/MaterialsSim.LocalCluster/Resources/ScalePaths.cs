namespace MaterialsSim.LocalCluster.Resources;

/// <summary>Where a kind keeps what its scale subresource shows: paths such as <c>.spec.replicas</c>.</summary>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? Selector);
