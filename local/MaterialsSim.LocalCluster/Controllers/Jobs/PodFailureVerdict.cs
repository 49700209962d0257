namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>What a failed pod means.</summary>
/// <param name="Action">The matching rule's action, or null when none matched.</param>
/// <param name="Counts">Whether the failure counts towards the backoff limit.</param>
/// <param name="FailJobMessage">Why the whole Job fails, or null.</param>
internal readonly record struct PodFailureVerdict(string? Action, bool Counts, string? FailJobMessage);
