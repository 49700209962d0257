using k8s.Models;
using MaterialsSim.Backends.IndexedJobs;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

public sealed class PodFailuresTests
{
    [Theory]
    [InlineData("kernel", 1, "Error", "boom", FailureReason.KernelFailed, "Container kernel exited with 1: boom")]
    [InlineData("kernel", 1, "Error", null, FailureReason.KernelFailed, "Container kernel exited with 1")]
    [InlineData("kernel", 1, "Error", "a\nb\n\nc\nd\n", FailureReason.KernelFailed, "Container kernel exited with 1: b | c | d")]
    [InlineData("kernel", 65, "Error", "no", FailureReason.KernelRefused, "Container kernel exited with 65: no")]
    [InlineData("kernel", 139, "Error", null, FailureReason.KernelFailed, "Container kernel was killed by signal 11")]
    [InlineData("kernel", 137, "Error", null, FailureReason.KernelFailed, "Container kernel was killed by signal 9")]
    [InlineData("kernel", 137, "OOMKilled", null, FailureReason.OutOfMemory, "Container kernel was killed for exceeding its memory limit")]
    [InlineData("kernel", 255, "Error", null, FailureReason.KernelFailed, "Container kernel exited with 255")]
    [InlineData("kernel", 1, "Error", """{"reason":"X","message":"as the kernel wrote it"}""", FailureReason.KernelFailed, """Container kernel exited with 1: {"reason":"X","message":"as the kernel wrote it"}""")]
    [InlineData("fetch", 65, "Error", """{"reason":"DatasetChanged","message":"The dataset changed."}""", FailureReason.FetchFailed, "Container fetch exited with 65: The dataset changed.")]
    [InlineData("fetch", 75, "Error", "not json", FailureReason.FetchFailed, "Container fetch exited with 75: not json")]
    [InlineData("publish", 70, "Error", "log line\n{\"reason\":\"Defect\",\"message\":\"What it was.\"}\n", FailureReason.PublishFailed, "Container publish exited with 70: What it was.")]
    [InlineData("publish", 137, "OOMKilled", null, FailureReason.OutOfMemory, "Container publish was killed for exceeding its memory limit")]
    public void A_dead_container_tells_how_it_ended_and_why(string container, int exitCode, string why, string? words, string reason, string message)
    {
        var failure = PodFailures.Explain(Samples.Pod().Ended("fetch", 0).Ended(container, exitCode, words, why));

        Assert.Equal(new BatchFailure(reason, message, exitCode), failure);
    }

    [Theory]
    [InlineData("DeadlineExceeded", "Pod was active on the node longer than the specified deadline", FailureReason.Timeout, "kernel.timeoutSeconds")]
    [InlineData("Evicted", "Container kernel exceeded its local ephemeral storage limit \"10Gi\". ", FailureReason.KernelFailed, "ephemeral storage limit")]
    [InlineData("OutOfmemory", "Node didn't have enough resource: memory, requested: 1, used: 2", FailureReason.KernelFailed, "The pod failed: OutOfmemory.")]
    [InlineData(null, null, FailureReason.KernelFailed, "no container of it says why")]
    public void A_pod_that_died_as_a_whole_tells_so(string? why, string? words, string reason, string part)
    {
        var pod = Samples.Pod();
        (pod.Status.Reason, pod.Status.Message) = (why, words);

        var failure = PodFailures.Explain(pod);

        Assert.Equal((reason, null), (failure.Reason, failure.ExitCode));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("used: 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_has_no_control_characters_no_pod_s_name_and_at_most_1024_characters()
    {
        var words = "\u001b[31mred\u0007\u0085 on wave-0-abcde\r\t" + new string('x', 3000) + " the end";

        var failure = PodFailures.Explain(Samples.Pod("wave-0-abcde").Ended("kernel", 1, words));

        Assert.Equal(1024, failure.Message.Length);
        Assert.StartsWith("…", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("the end", failure.Message, StringComparison.Ordinal);
        var brief = PodFailures.Explain(Samples.Pod("wave-0-abcde").Ended("kernel", 1, "\u001b[31mred\u0007\u0085 on wave-0-abcde\r\tx")).Message;
        Assert.DoesNotContain(brief, char.IsControl);
        Assert.DoesNotContain("abcde", brief, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_death_on_other_pods_at_other_times_reads_the_same()
    {
        var (one, other) = (Samples.Pod("wave-0-aaaaa").Ended("kernel", 1, "host wave-0-aaaaa: boom"), Samples.Pod("wave-0-bbbbb").Ended("kernel", 1, "host wave-0-bbbbb: boom"));
        other.Metadata.CreationTimestamp = DateTime.UnixEpoch;

        Assert.Equal(PodFailures.Explain(one), PodFailures.Explain(other));
    }

    [Fact]
    public void Of_an_index_s_failed_pods_the_newest_counts_and_other_pods_do_not()
    {
        V1Pod[] pods =
        [
            At(Samples.Pod("b").Ended("kernel", 2), 5, failures: 1),
            At(Samples.Pod("c").Ended("kernel", 3), 5, failures: 2),
            At(Samples.Pod("a").Ended("kernel", 1), 0, failures: 0),
            At(Samples.Pod("d", phase: "Running"), 9, failures: 3),
            At(Samples.Pod("e", index: 1).Ended("kernel", 5), 0, failures: 0),
            At(Samples.Pod("f", index: 2).Ended("kernel", 6), 0, failures: 0),
        ];
        pods[^1].Metadata.Annotations = null;

        var explained = PodFailures.Explain(pods, [0, 2, 3]);

        Assert.Equal(3, Assert.Single(explained, pair => pair.Key == 0).Value.ExitCode);
        Assert.Single(explained);

        static V1Pod At(V1Pod pod, int seconds, int failures)
        {
            pod.Metadata.CreationTimestamp = pod.Metadata.CreationTimestamp!.Value.AddSeconds(seconds);
            pod.Metadata.Annotations["batch.kubernetes.io/job-index-failure-count"] = $"{failures}";
            return pod;
        }
    }
}
