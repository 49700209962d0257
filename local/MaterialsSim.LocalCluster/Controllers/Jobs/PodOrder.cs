namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>A pod to create.</summary>
/// <param name="Index">Completion index, or null in a NonIndexed Job.</param>
/// <param name="FailureCount">Failures of the index so far that count; null without a limit per index.</param>
/// <param name="IgnoredFailureCount">Failures of the index so far that a policy ignored.</param>
internal readonly record struct PodOrder(int? Index, int? FailureCount, int IgnoredFailureCount);
