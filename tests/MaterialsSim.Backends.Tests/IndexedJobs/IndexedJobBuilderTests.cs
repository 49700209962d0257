using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MaterialsSim.Api.Spec;
using MaterialsSim.Backends.IndexedJobs;

namespace MaterialsSim.Backends.Tests.IndexedJobs;

/// <summary>The golden files hold the whole Job; the tests beside them say which of it is a rule and why.</summary>
public sealed class IndexedJobBuilderTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly V1Job Wave = Samples.Job(Samples.Wave());
    private static readonly V1Job Plan = Samples.Job(Samples.Plan());

    public static TheoryData<string> Roles => ["wave", "plan"];

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_Job_is_as_it_was_reviewed(string role)
    {
        var text = JsonNode.Parse(KubernetesJson.Serialize(Of(role)))!.ToJsonString(Indented) + "\n";
        var file = Path.Combine(Folder(), "Expected", $"{role}-job.json");
        if (Environment.GetEnvironmentVariable("MATERIALSSIM_UPDATE_EXPECTED") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void A_wave_is_an_Indexed_Job_of_its_batches_that_no_failing_index_ends()
    {
        Assert.Equal(("Indexed", 12, 4), (Wave.Spec.CompletionMode, Wave.Spec.Completions, Wave.Spec.Parallelism));
        Assert.Equal(5, Wave.Spec.BackoffLimitPerIndex);
        Assert.Null(Wave.Spec.MaxFailedIndexes);
        Assert.Null(Wave.Spec.BackoffLimit);
        Assert.Null(Wave.Spec.ActiveDeadlineSeconds);
        Assert.Null(Wave.Spec.TtlSecondsAfterFinished);
        Assert.Equal("Failed", Wave.Spec.PodReplacementPolicy);
        Assert.Equal("Never", Wave.Spec.Template.Spec.RestartPolicy);
    }

    [Fact]
    public void Retries_are_three_unless_the_campaign_says_otherwise()
        => Assert.Equal(3, Samples.Job(Samples.Wave(Samples.Campaign(spec => spec.Execution = null))).Spec.BackoffLimitPerIndex);

    [Theory]
    [InlineData("wave", "kernel:FailIndex:65 fetch:FailIndex:65 publish:FailIndex:65 fetch:Ignore:75 publish:Ignore:75 DisruptionTarget:Ignore")]
    [InlineData("plan", "plan:FailIndex:65 plan:Ignore:75 DisruptionTarget:Ignore")]
    public void Only_the_kernel_spends_retries(string role, string rules)
    {
        var found = Of(role).Spec.PodFailurePolicy.Rules.Select(rule => rule.OnExitCodes is { } exit
            ? $"{exit.ContainerName}:{rule.Action}:{string.Join(',', exit.Values)}"
            : $"{string.Join(',', rule.OnPodConditions.Select(c => c.Type))}:{rule.Action}");

        Assert.Equal(rules, string.Join(' ', found));
        Assert.All(Of(role).Spec.PodFailurePolicy.Rules, rule => Assert.True(rule.OnExitCodes is null or { OperatorProperty: "In" }));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_pod_ends_ten_minutes_after_the_kernel_s_timeout(string role) => Assert.Equal(1500, Of(role).Spec.Template.Spec.ActiveDeadlineSeconds);

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_pod_has_the_campaign_s_service_account_but_no_token_and_no_links(string role)
    {
        var pod = Of(role).Spec.Template.Spec;

        Assert.Equal("kernels", pod.ServiceAccountName);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.False(pod.EnableServiceLinks);
    }

    /// <summary>The controls of https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, baseline included.</summary>
    [Theory]
    [MemberData(nameof(Roles))]
    public void A_pod_keeps_the_restricted_Pod_Security_Standard(string role)
    {
        var pod = Of(role).Spec.Template.Spec;
        string[] volumeTypes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

        Assert.True(pod is { HostNetwork: not true, HostPID: not true, HostIPC: not true, HostUsers: not true });
        Assert.True(pod.SecurityContext is { RunAsNonRoot: true, SeccompProfile.Type: "RuntimeDefault", Sysctls: null, RunAsUser: not 0, WindowsOptions: null });
        foreach (var volume in pod.Volumes)
        {
            var members = JsonNode.Parse(KubernetesJson.Serialize(volume))!.AsObject().Select(m => m.Key).Where(key => key != "name");
            Assert.All(members, type => Assert.Contains(type, volumeTypes));
        }

        Assert.All((pod.InitContainers ?? []).Concat(pod.Containers), container =>
        {
            var security = container.SecurityContext;
            Assert.False(security.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], security.Capabilities.Drop);
            Assert.Null(security.Capabilities.Add);
            Assert.True(security is { Privileged: not true, RunAsNonRoot: not false, RunAsUser: not 0, SeccompProfile: null, ProcMount: null, SeLinuxOptions: null, AppArmorProfile: null });
            Assert.True(container.Ports is null);
        });
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Every_container_limits_memory_and_ephemeral_storage_and_leaves_last_words(string role)
    {
        var pod = Of(role).Spec.Template.Spec;

        Assert.All((pod.InitContainers ?? []).Concat(pod.Containers), container =>
        {
            Assert.Contains("memory", container.Resources.Limits.Keys);
            Assert.Contains("ephemeral-storage", container.Resources.Limits.Keys);
            Assert.Equal("FallbackToLogsOnError", container.TerminationMessagePolicy);
        });
    }

    [Fact]
    public void A_wave_s_pod_fetches_runs_the_kernel_unmodified_and_publishes()
    {
        var pod = Wave.Spec.Template.Spec;

        Assert.Equal(["fetch", "kernel"], pod.InitContainers.Select(c => c.Name));
        Assert.Equal(["publish"], pod.Containers.Select(c => c.Name));
        var kernel = pod.InitContainers[1];
        Assert.Equal("registry.example/kernel:2", kernel.Image);
        Assert.Equal(["python3", "/kernel/run.py"], kernel.Command);
        Assert.Equal(["--fast"], kernel.Args);
    }

    [Fact]
    public void A_kernel_without_command_starts_as_its_image_says()
    {
        var kernel = Samples.Job(Samples.Wave(Samples.Campaign(spec => (spec.Kernel.Command, spec.Kernel.Args) = (null, [])))).Spec.Template.Spec.InitContainers[1];

        Assert.Null(kernel.Command);
        Assert.Null(kernel.Args);
    }

    [Fact]
    public void The_kernel_learns_nothing_of_the_store_and_cannot_lose_its_own_variables()
    {
        var campaign = Samples.Campaign(spec => spec.Kernel.Env =
        [
            new EnvVarSpec { Name = "MATERIALSSIM_INPUT", Value = "/etc/passwd" },
            new EnvVarSpec { Name = "TOKEN", ValueFrom = new() { SecretKeyRef = new() { Name = "s", Key = "k", Optional = true } } },
        ]);
        var variables = Samples.Job(Samples.Wave(campaign)).Spec.Template.Spec.InitContainers[1].Env;

        // Of two of one name the last counts (EnvVar of the core/v1 API).
        Assert.Equal("/materialssim/input.jsonl", variables.Last(v => v.Name == "MATERIALSSIM_INPUT").Value);
        Assert.True(variables.Single(v => v.Name == "TOKEN").ValueFrom.SecretKeyRef is { Name: "s", Key: "k", Optional: true });
        Assert.DoesNotContain(variables, v => v.Name is "MATERIALSSIM_STORE" or "MATERIALSSIM_RUN" or "MATERIALSSIM_DATASET_ROOT");
        Assert.Equal("metadata.uid", variables.Single(v => v.Name == "MATERIALSSIM_ATTEMPT").ValueFrom.FieldRef.FieldPath);
    }

    [Theory]
    [InlineData("wave", "kernel", "kernel")]
    [InlineData("plan", "plan", null)]
    public void Annotations_keep_nodes_and_sidecars_away_and_AWS_rights_from_the_kernel(string role, string shown, string? skipped)
    {
        var annotations = Of(role).Spec.Template.Metadata.Annotations;

        Assert.Equal("true", annotations["karpenter.sh/do-not-disrupt"]);
        Assert.Equal("false", annotations["sidecar.istio.io/inject"]);
        Assert.Equal("disabled", annotations["linkerd.io/inject"]);
        Assert.Equal(shown, annotations["kubectl.kubernetes.io/default-container"]);
        Assert.Equal(skipped, annotations.TryGetValue("eks.amazonaws.com/skip-containers", out var value) ? value : null);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void The_campaign_owns_the_Job_and_labels_lead_back_to_it(string role)
    {
        var job = Of(role);

        var owner = Assert.Single(job.Metadata.OwnerReferences);
        Assert.True(owner is { Controller: true, BlockOwnerDeletion: true, ApiVersion: "materialssim.io/v1alpha1", Kind: "SimulationCampaign", Name: Samples.CampaignName, Uid: Samples.CampaignUid });
        Assert.Equal(job.Metadata.Labels, job.Spec.Template.Metadata.Labels);
        Assert.Equal(Samples.CampaignUid, job.Metadata.Labels["materialssim.io/campaign-uid"]);
        Assert.Equal(role, job.Metadata.Labels["materialssim.io/role"]);
    }

    /// <summary>What the API server requires: no request above its limit.</summary>
    [Theory]
    [InlineData(null, null, "1", null, "512Mi", "2Gi")]
    [InlineData(null, "500m", null, "500m", "512Mi", "2Gi")]
    [InlineData("2", "3", "2", "3", "512Mi", "2Gi")]
    public void Processor_time_is_requested_and_never_above_its_limit(string? request, string? limit, string? expectedRequest, string? expectedLimit, string memory, string memoryLimit)
    {
        var spec = new ResourcesSpec
        {
            Requests = request is null ? null : new Dictionary<string, Quantity> { ["cpu"] = new(request) },
            Limits = limit is null ? null : new Dictionary<string, Quantity> { ["cpu"] = new(limit) },
        };

        var resources = KernelResources.Of(spec);

        Assert.Equal((expectedRequest, expectedLimit), (Text(resources.Requests, "cpu"), Text(resources.Limits, "cpu")));
        Assert.Equal((memory, memoryLimit), (Text(resources.Requests, "memory"), Text(resources.Limits, "memory")));
    }

    [Theory]
    [InlineData("8Gi", null, "8Gi", "8Gi")]
    [InlineData(null, "256Mi", null, "256Mi")]
    public void A_memory_request_without_limit_limits_and_a_limit_without_request_stands(string? request, string? limit, string? expectedRequest, string expectedLimit)
    {
        var resources = KernelResources.Of(new ResourcesSpec
        {
            Requests = request is null ? null : new Dictionary<string, Quantity> { ["memory"] = new(request) },
            Limits = limit is null ? null : new Dictionary<string, Quantity> { ["memory"] = new(limit) },
        });

        Assert.Equal((expectedRequest, expectedLimit), (Text(resources.Requests, "memory"), Text(resources.Limits, "memory")));
    }

    private static string? Text(IDictionary<string, ResourceQuantity> quantities, string name) => quantities.TryGetValue(name, out var value) ? value.ToString() : null;

    private static V1Job Of(string role) => role == "plan" ? Plan : Wave;

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
