using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Backends.IndexedJobs;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

public sealed class JobObstaclesTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 10, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ErrImagePull", Reasons.ImagePull)]
    [InlineData("ImagePullBackOff", Reasons.ImagePull)]
    [InlineData("InvalidImageName", Reasons.ImagePull)]
    [InlineData("CreateContainerConfigError", Reasons.ContainerConfig)]
    [InlineData("CreateContainerError", Reasons.ContainerConfig)]
    [InlineData("PodInitializing", null)]
    public void A_container_that_waits_says_what_for(string waits, string? reason)
    {
        var found = Find([Samples.Pod(phase: "Pending").Waiting("kernel", waits, "the words of the kubelet")]);

        Assert.Equal(reason, found?.Reason);
        Assert.True(found is null || (found.Message.Contains("the words of the kubelet", StringComparison.Ordinal) && found.Message.Contains("wave-0-abcde", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Unschedulable", Reasons.Unschedulable)]
    [InlineData("SchedulingGated", null)]
    public void A_pod_that_no_node_takes_is_unschedulable(string why, string? reason)
    {
        var pod = Samples.Pod(phase: "Pending");
        pod.Status.Conditions.Add(new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = why, Message = "0/3 nodes are available" });

        Assert.Equal(reason, Find([pod])?.Reason);
    }

    [Theory]
    [InlineData(119, null)]
    [InlineData(121, Reasons.PodStuckTerminating)]
    public void A_pod_that_outlives_its_grace_by_two_minutes_is_stuck(int seconds, string? reason)
    {
        var pod = Samples.Pod(phase: "Running");
        pod.Metadata.DeletionTimestamp = Now.AddSeconds(-seconds).UtcDateTime;

        Assert.Equal(reason, Find([pod])?.Reason);
    }

    [Fact]
    public void What_an_ended_pod_waited_for_no_longer_matters()
        => Assert.Null(Find([Samples.Pod(phase: "Failed").Waiting("kernel", "ImagePullBackOff")]));

    [Theory]
    [InlineData("pods \"x\" is forbidden: exceeded quota: small, requested: pods=1", Reasons.QuotaExceeded)]
    [InlineData("pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\"", Reasons.NotAdmitted)]
    [InlineData("error looking up service account lab/kernels: serviceaccount \"kernels\" not found", Reasons.NotAdmitted)]
    public void Pods_that_are_refused_show_in_the_Job_s_newest_event(string message, string reason)
    {
        Corev1Event[] events = [Event("FailedCreate", message, minute: 5), Event("FailedCreate", "an older refusal", minute: 1), Event("SuccessfulCreate", "Created pod", minute: 9)];

        Assert.Equal(reason, Find([], events)!.Reason);
        Assert.Equal(message, Find([], events)!.Message);
        // Pods that ended are no sign that pods are let in now.
        Assert.Equal(reason, Find([Samples.Pod(phase: "Succeeded")], events)!.Reason);
        Assert.Null(Find([Samples.Pod(phase: "Running")], events));
    }

    [Fact]
    public void A_suspended_Job_has_no_pods_and_no_obstacle()
    {
        var job = Samples.Job(Samples.Wave());
        job.Spec.Suspend = true;

        Assert.Null(JobObstacles.Find(job, [], [Event("FailedCreate", "before", minute: 1)], Now));
    }

    [Theory]
    [InlineData(Obstacle.DisruptionCeiling, "")]
    [InlineData(Obstacle.DisruptionCeiling + 1, "7")]
    public void An_index_disrupted_more_than_the_ceiling_allows_is_named(int disruptions, string indexes)
    {
        var pod = Samples.Pod(index: 7, phase: "Running");
        pod.Metadata.Annotations["batch.kubernetes.io/job-index-ignored-failure-count"] = $"{disruptions}";

        Assert.Equal(indexes, string.Join(' ', Find([pod, pod])?.DisruptedIndexes ?? []));
        pod.Waiting("kernel", "ErrImagePull");
        Assert.Equal(Reasons.ImagePull, Find([pod])!.Reason);
        Assert.Equal(indexes, string.Join(' ', Find([pod])!.DisruptedIndexes));
    }

    private static Obstacle? Find(V1Pod[] pods, Corev1Event[]? events = null) => JobObstacles.Find(Samples.Job(Samples.Wave()), pods, events ?? [], Now);

    private static Corev1Event Event(string reason, string message, int minute)
        => new() { Metadata = new V1ObjectMeta(), Reason = reason, Message = message, LastTimestamp = new DateTime(2026, 7, 1, 12, minute, 0, DateTimeKind.Utc) };
}
