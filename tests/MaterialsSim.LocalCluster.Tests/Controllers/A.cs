using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Controllers.Jobs;

namespace MaterialsSim.LocalCluster.Tests.Controllers;

/// <summary>Builders of what the Job rules look at.</summary>
internal static class A
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static PodState Pod(string phase, int? index = null, string? uid = null, int failures = 0, bool tracked = true, bool deleting = false, int ago = 0) => new()
    {
        Name = $"pod-{uid ?? index?.ToString() ?? "x"}",
        Uid = uid ?? $"{phase}-{index}",
        Phase = phase,
        Index = index,
        FailureCount = failures,
        IsTracked = tracked,
        IsDeleting = deleting,
        IsScheduled = phase != "Pending",
        IsReady = phase == "Running",
        FinishedAt = Now.AddSeconds(-ago),
        CreatedAt = Now.AddSeconds(-60),
    };

    public static JobSpec Indexed(int completions, int parallelism, int? limitPerIndex = null) => new()
    {
        IsIndexed = true,
        Completions = completions,
        Parallelism = parallelism,
        BackoffLimitPerIndex = limitPerIndex,
        BackoffLimit = limitPerIndex is null ? 6 : int.MaxValue,
        ReplacesEndedOnly = true,
    };

    public static JobSnapshot Job(JobSpec spec, IReadOnlyCollection<PodState> pods, JobStatus? status = null, DateTimeOffset? now = null, JobBackoff? backoff = null) => new()
    {
        Name = "job",
        Namespace = "default",
        Spec = spec,
        Status = status ?? new JobStatus { StartTime = Now.AddMinutes(-1) },
        Pods = pods,
        Backoff = backoff ?? JobBackoff.None,
        Now = now ?? Now,
    };

    public static PodFailurePolicy Policy(string rules) => PodFailurePolicy.From(JsonNode.Parse($$"""{ "rules": [{{rules}}] }"""))!;
}
