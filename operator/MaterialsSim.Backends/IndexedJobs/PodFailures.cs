using System.Globalization;
using System.Text.Json;
using k8s.Models;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>
/// Tells from a dead pod why its batch failed: which container, which exit code, and its last words. Pure. Messages end in reports that are the same
/// for every course of a run, so nothing in them is of one attempt: no pod's name, no time, no figures of a node.
/// </summary>
internal static class PodFailures
{
    private const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";
    private const string FailuresAnnotation = "batch.kubernetes.io/job-index-failure-count";
    private const int MaxMessage = 1024;
    private const int LastLines = 3;

    /// <summary>Completion index of a pod, or null.</summary>
    public static int? IndexOf(V1Pod pod) => Number(pod, IndexAnnotation);

    /// <summary>The failure of each index, by its youngest failed pod.</summary>
    public static IReadOnlyDictionary<int, BatchFailure> Explain(IEnumerable<V1Pod> pods, IReadOnlyCollection<int> indexes)
    {
        var wanted = indexes.ToHashSet();
        return pods
            .Where(pod => pod.Status?.Phase == "Failed" && IndexOf(pod) is { } index && wanted.Contains(index))
            .GroupBy(pod => IndexOf(pod)!.Value)
            // Times of creation are whole seconds; of two in one, the later carries the failure of the earlier.
            .ToDictionary(group => group.Key, group => Explain(group.MaxBy(pod => (pod.Metadata.CreationTimestamp, Number(pod, FailuresAnnotation)))!));
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
            return new BatchFailure(FailureReason.KernelFailed, Clean(Fate(pod), pod), null);
        }

        var end = dead.State.Terminated;
        var words = string.IsNullOrWhiteSpace(end.Message) ? "" : $": {Words(dead.Name, end.Message)}";
        return new BatchFailure(ReasonOf(dead.Name, end), Clean($"Container {dead.Name} {How(end)}{words}", pod), end.ExitCode);
    }

    /// <summary>The kubelet's message of an eviction says which limit was exceeded; its other messages hold figures of the node.</summary>
    private static string Fate(V1Pod pod) => pod.Status.Reason switch
    {
        null or "" => "The pod failed, and no container of it says why.",
        "Evicted" => $"The pod was evicted: {pod.Status.Message}",
        var reason => $"The pod failed: {reason}.",
    };

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

    /// <summary>What the agent says of itself is a line of JSON with a message for people; a kernel's last lines are as they are.</summary>
    private static string Words(string container, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return container != ContainerNames.Kernel && lines.Length > 0 && AgentMessage(lines[^1]) is { } message ? message : string.Join(" | ", lines.TakeLast(LastLines));
    }

    private static string? AgentMessage(string line)
    {
        try
        {
            using var words = JsonDocument.Parse(line);
            return words.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
        }
        catch (JsonException)
        {
            // The log's last line, when the agent died without last words.
            return null;
        }
    }

    private static string Clean(string text, V1Pod pod)
    {
        // The pod's name is its host name too, which many programs print.
        var named = string.IsNullOrEmpty(pod.Metadata.Name) ? text : text.Replace(pod.Metadata.Name, "{pod}", StringComparison.Ordinal);
        var clean = string.Concat(named.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        if (clean.Length <= MaxMessage)
        {
            return clean;
        }

        var start = clean.Length - MaxMessage + 1;
        return $"…{clean[(char.IsLowSurrogate(clean[start]) ? start + 1 : start)..]}";
    }

    private static int? Number(V1Pod pod, string annotation)
        => pod.Metadata.Annotations is { } annotations && annotations.TryGetValue(annotation, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
