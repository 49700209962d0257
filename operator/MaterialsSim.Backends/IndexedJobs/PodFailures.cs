using System.Globalization;
using k8s.Models;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>Tells from a dead pod why its batch failed: which container, which exit code, and its last words. Pure.</summary>
internal static class PodFailures
{
    private const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";
    private const int MaxMessage = 1024;

    /// <summary>Completion index of a pod, or null.</summary>
    public static int? IndexOf(V1Pod pod)
        => pod.Metadata.Annotations is { } annotations && annotations.TryGetValue(IndexAnnotation, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>The failure of each index, by its youngest failed pod.</summary>
    public static IReadOnlyDictionary<int, BatchFailure> Explain(IEnumerable<V1Pod> pods, IReadOnlyCollection<int> indexes)
    {
        var wanted = indexes.ToHashSet();
        return pods
            .Where(pod => pod.Status?.Phase == "Failed" && IndexOf(pod) is { } index && wanted.Contains(index))
            .GroupBy(pod => IndexOf(pod)!.Value)
            .ToDictionary(group => group.Key, group => Explain(group.MaxBy(pod => pod.Metadata.CreationTimestamp)!));
    }

    /// <summary>The failure of one pod.</summary>
    public static BatchFailure Explain(V1Pod pod)
    {
        if (pod.Status.Reason == "DeadlineExceeded")
        {
            return new BatchFailure(FailureReason.Timeout, "The pod exceeded its deadline: kernel.timeoutSeconds and the time for fetch and publish. Raise the timeout or make batches smaller.", null);
        }

        var dead = (pod.Status.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? [])
            .FirstOrDefault(c => c.State?.Terminated is { ExitCode: not 0 });
        if (dead is null)
        {
            return new BatchFailure(FailureReason.KernelFailed, Cut($"The pod failed: {pod.Status.Reason} {pod.Status.Message}".Trim()), null);
        }

        var end = dead.State.Terminated;
        var reason = ReasonOf(dead.Name, end);
        var words = string.IsNullOrWhiteSpace(end.Message) ? "" : $": {OneLine(end.Message)}";
        return new BatchFailure(reason, Cut($"Container {dead.Name} {How(end)}{words}"), end.ExitCode);
    }

    private static string ReasonOf(string container, V1ContainerStateTerminated end) => (container, end) switch
    {
        (_, { Reason: "OOMKilled" }) => FailureReason.OutOfMemory,
        (ContainerNames.Kernel, { ExitCode: KernelContract.ExitNeverWorks }) => FailureReason.KernelRefused,
        (ContainerNames.Kernel, _) => FailureReason.KernelFailed,
        (ContainerNames.Publish, _) => FailureReason.PublishFailed,
        _ => FailureReason.FetchFailed,
    };

    // A shell reports death by signal n as 128+n, and so does the kubelet.
    private static string How(V1ContainerStateTerminated end) => end switch
    {
        { Reason: "OOMKilled" } => "was killed for exceeding its memory limit",
        { ExitCode: > 128 and < 160 } => $"was killed by signal {end.ExitCode - 128}",
        _ => $"exited with {end.ExitCode}",
    };

    private static string OneLine(string text)
        => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3));

    private static string Cut(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= MaxMessage ? clean : string.Concat("…", clean.AsSpan(clean.Length - MaxMessage + 1));
    }
}
