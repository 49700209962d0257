using System.Globalization;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>A Job as the reconciler sees it. Labels are checked against the name that they should give, so edited ones are not believed.</summary>
internal static class JobView
{
    /// <summary>The work, or null when the Job is none of the operator's.</summary>
    public static ObservedWork? Of(V1Job job)
    {
        var labels = job.Metadata.Labels ?? new Dictionary<string, string>();
        if (Number(labels, Labels.Run) is not { } run || RoleOf(labels) is not var (role, wave))
        {
            return null;
        }

        var owner = job.Metadata.OwnerReferences?.FirstOrDefault(reference => reference.Controller == true);
        if (owner is null || WorkName.Of(owner.Name, owner.Uid, run, wave) != job.Metadata.Name)
        {
            return null;
        }

        return Make(job, role, run, wave);
    }

    /// <summary>
    /// A Job that the campaign owns though its labels no longer say for what: work of no run. Status names no such work, so it is removed, and what it had
    /// not committed is tried again.
    /// </summary>
    public static ObservedWork Stray(V1Job job) => Make(job, WorkRole.Wave, run: 0, wave: 0);

    private static ObservedWork Make(V1Job job, WorkRole role, int run, int wave)
    {
        var ending = Condition(job, "Complete") ?? Condition(job, "Failed");
        return new ObservedWork
        {
            Name = job.Metadata.Name,
            Namespace = job.Metadata.NamespaceProperty,
            Uid = job.Metadata.Uid,
            Role = role,
            Run = run,
            Wave = wave,
            State = ending?.Type switch { "Complete" => WorkState.Complete, "Failed" => WorkState.Failed, _ => WorkState.Active },
            FailureMessage = ending is { Type: "Failed" } ? $"{ending.Reason}: {ending.Message}" : null,
            Ended = ending?.LastTransitionTime is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null,
            Deleting = job.Metadata.DeletionTimestamp is not null,
            Suspended = job.Spec.Suspend == true,
            Parallelism = job.Spec.Parallelism ?? 1,
            TtlSeconds = job.Spec.TtlSecondsAfterFinished,
            ActivePods = job.Status?.Active ?? 0,
            Completed = CompletionIndexes.Parse(job.Status?.CompletedIndexes),
            Failed = CompletionIndexes.Parse(job.Status?.FailedIndexes),
        };
    }

    private static (WorkRole Role, int Wave)? RoleOf(IDictionary<string, string> labels) => (Label(labels, Labels.Role), Number(labels, Labels.Wave)) switch
    {
        (Labels.RolePlan, null) => (WorkRole.Plan, 0),
        (Labels.RoleWave, { } wave) => (WorkRole.Wave, wave),
        _ => null,
    };

    private static int? Number(IDictionary<string, string> labels, string name)
        => int.TryParse(Label(labels, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Label(IDictionary<string, string> labels, string name) => labels.TryGetValue(name, out var value) ? value : null;

    private static V1JobCondition? Condition(V1Job job, string type)
        => job.Status?.Conditions?.FirstOrDefault(c => c.Type == type && c.Status == "True");
}
