using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Backends.IndexedJobs;
using MaterialsSim.Campaigns.Execution;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

/// <summary>A campaign, its work and its pods, as the tests start from.</summary>
internal static class Samples
{
    public const string CampaignName = "hard-and-conductive";
    public const string CampaignUid = "6f1c2a52-4b1c-4c0d-9a3e-0d5b5f3a9c11";
    public const string Namespace = "lab";

    public static readonly IndexedJobOptions Options = new()
    {
        AgentImage = "registry.example/agent:1",
        Store = "file:///artifacts",
        DatasetRoot = "/datasets",
    };

    public static SimulationCampaign Campaign(Action<SimulationCampaignSpec>? edit = null)
    {
        var campaign = new SimulationCampaign
        {
            Metadata = new V1ObjectMeta { Name = CampaignName, NamespaceProperty = Namespace, Uid = CampaignUid },
            Spec = new SimulationCampaignSpec
            {
                Kernel = new KernelSpec
                {
                    Image = "registry.example/kernel:2",
                    Command = ["python3", "/kernel/run.py"],
                    Args = ["--fast"],
                    Env = [new EnvVarSpec { Name = "OMP_NUM_THREADS", Value = "1" }],
                    Resources = new ResourcesSpec
                    {
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = new("2"), ["memory"] = new("512Mi") },
                        Limits = new Dictionary<string, Quantity> { ["memory"] = new("1Gi") },
                    },
                    TimeoutSeconds = 900,
                },
                Execution = new ExecutionSpec { Retries = 5, Jobs = new JobsSpec { ServiceAccountName = "kernels" } },
            },
        };
        edit?.Invoke(campaign.Spec);
        return campaign;
    }

    public static WorkOrder Wave(SimulationCampaign? campaign = null, int run = 1, int wave = 2)
        => new(campaign ?? Campaign(), WorkRole.Wave, WorkName.Of(CampaignName, CampaignUid, run, wave), run, wave, $"lab/{CampaignName}-{CampaignUid}/{run}", 12, 4, Seed: 7);

    public static WorkOrder Plan(SimulationCampaign? campaign = null)
        => new(campaign ?? Campaign(), WorkRole.Plan, WorkName.Of(CampaignName, CampaignUid, 1, 0), 1, 0, $"lab/{CampaignName}-{CampaignUid}/1", 1, 1, Seed: 0);

    public static V1Job Job(WorkOrder order)
    {
        var job = new IndexedJobBuilder(Options).Build(order);
        job.Metadata.Uid = "job-uid";
        return job;
    }

    public static V1Pod Pod(string name = "wave-0-abcde", int index = 0, string phase = "Failed") => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            CreationTimestamp = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc),
            Annotations = new Dictionary<string, string> { ["batch.kubernetes.io/job-completion-index"] = $"{index}" },
        },
        Status = new V1PodStatus { Phase = phase, InitContainerStatuses = [], ContainerStatuses = [], Conditions = [] },
    };

    /// <summary>Ends a container of the pod; publish is the main one, the others are init containers.</summary>
    public static V1Pod Ended(this V1Pod pod, string container, int exitCode, string? message = null, string reason = "Error")
    {
        var status = new V1ContainerStatus
        {
            Name = container,
            State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = exitCode, Reason = reason, Message = message } },
        };
        (container == ContainerNames.Publish ? pod.Status.ContainerStatuses : pod.Status.InitContainerStatuses).Add(status);
        return pod;
    }

    public static V1Pod Waiting(this V1Pod pod, string container, string reason, string? message = null)
    {
        pod.Status.InitContainerStatuses.Add(new V1ContainerStatus
        {
            Name = container,
            Image = "registry.example/kernel:2",
            State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } },
        });
        return pod;
    }
}
