namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>One rule of a pod failure policy (KEP-3329).</summary>
/// <param name="Action">FailJob, FailIndex, Ignore or Count.</param>
/// <param name="ContainerName">For exit codes: the container they are asked of, main or init; null for any.</param>
/// <param name="In">For exit codes: whether the codes are the matching ones, or the only ones that do not match.</param>
/// <param name="ExitCodes">The codes, or null for a rule on conditions.</param>
/// <param name="Conditions">Pod conditions, any of which matches.</param>
internal sealed record PodFailureRule(string Action, string? ContainerName, bool In, IReadOnlySet<int>? ExitCodes, IReadOnlyList<(string Type, string Status)> Conditions);
