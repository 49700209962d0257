using System.Globalization;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Campaigns.Execution;
using MaterialsSim.Screening.Contracts;

namespace MaterialsSim.Backends.IndexedJobs;

/// <summary>
/// Builds the Indexed Job of a wave, or the one-pod Job of a plan. Pure.
/// Job semantics: https://kubernetes.io/docs/concepts/workloads/controllers/job/.
/// </summary>
internal sealed class IndexedJobBuilder(IndexedJobOptions options)
{
    private const int AgentUserId = 1654;

    public V1Job Build(WorkOrder order)
    {
        var isPlan = order.Role == WorkRole.Plan;
        var campaign = order.Campaign;
        return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new V1ObjectMeta
            {
                Name = order.Name,
                NamespaceProperty = campaign.Metadata.NamespaceProperty,
                Labels = JobLabels.Of(order),
                OwnerReferences = [OwnerOf(campaign)],
            },
            Spec = new V1JobSpec
            {
                CompletionMode = "Indexed",
                Completions = order.Batches,
                Parallelism = order.Parallelism,
                // A failing index never ends the Job: the operator decides when a wave is over, and maxFailedIndexes would kill healthy indexes.
                BackoffLimitPerIndex = isPlan ? 2 : campaign.Spec.Execution?.Retries ?? 3,
                PodReplacementPolicy = "Failed",
                PodFailurePolicy = FailurePolicy(isPlan),
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = JobLabels.Of(order), Annotations = PodAnnotations(isPlan) },
                    Spec = PodSpec(order),
                },
            },
        };
    }

    private static V1OwnerReference OwnerOf(SimulationCampaign campaign) => new()
    {
        ApiVersion = campaign.ApiVersion,
        Kind = campaign.Kind,
        Name = campaign.Metadata.Name,
        Uid = campaign.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>Only the kernel spends retries: store outages and disruptions are forgiven, and exit 65 ends an index at once.</summary>
    private static V1PodFailurePolicy FailurePolicy(bool isPlan)
    {
        var rules = new List<V1PodFailurePolicyRule>();
        string[] ours = isPlan ? [ContainerNames.Plan] : [ContainerNames.Fetch, ContainerNames.Publish];
        string[] all = isPlan ? ours : [ContainerNames.Kernel, .. ours];
        rules.AddRange(all.Select(name => OnExit("FailIndex", name, AgentContract.ExitNeverWorks)));
        rules.AddRange(ours.Select(name => OnExit("Ignore", name, AgentContract.ExitTryAgain)));
        rules.Add(new V1PodFailurePolicyRule
        {
            Action = "Ignore",
            OnPodConditions = [new V1PodFailurePolicyOnPodConditionsPattern { Type = "DisruptionTarget", Status = "True" }],
        });
        return new V1PodFailurePolicy { Rules = rules };
    }

    private static V1PodFailurePolicyRule OnExit(string action, string container, int code) => new()
    {
        Action = action,
        OnExitCodes = new V1PodFailurePolicyOnExitCodesRequirement { ContainerName = container, OperatorProperty = "In", Values = [code] },
    };

    private static Dictionary<string, string> PodAnnotations(bool isPlan)
    {
        var annotations = new Dictionary<string, string>
        {
            [Annotations.KarpenterDoNotDisrupt] = "true",
            [Annotations.DefaultContainer] = isPlan ? ContainerNames.Plan : ContainerNames.Kernel,
            ["sidecar.istio.io/inject"] = "false",
            ["linkerd.io/inject"] = "disabled",
        };
        if (!isPlan)
        {
            // The kernel is foreign code: AWS credentials are for fetch and publish alone.
            annotations[Annotations.EksSkipContainers] = ContainerNames.Kernel;
        }

        return annotations;
    }

    private V1PodSpec PodSpec(WorkOrder order)
    {
        var spec = order.Campaign.Spec;
        var timeout = spec.Kernel?.TimeoutSeconds ?? KernelSpec.DefaultTimeoutSeconds;
        var isPlan = order.Role == WorkRole.Plan;
        return new V1PodSpec
        {
            RestartPolicy = "Never",
            EnableServiceLinks = false,
            AutomountServiceAccountToken = false,
            ServiceAccountName = spec.Execution?.Jobs?.ServiceAccountName,
            // The only field that bounds an init container.
            ActiveDeadlineSeconds = timeout + options.OverheadSeconds,
            SecurityContext = new V1PodSecurityContext
            {
                RunAsNonRoot = true,
                FsGroup = AgentUserId,
                SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
            },
            InitContainers = isPlan ? null : [Agent(ContainerNames.Fetch, order), Kernel(order)],
            Containers = [Agent(isPlan ? ContainerNames.Plan : ContainerNames.Publish, order)],
            Volumes = [new V1Volume { Name = PodPaths.WorkVolume, EmptyDir = new V1EmptyDirVolumeSource() }],
        };
    }

    private V1Container Agent(string name, WorkOrder order) => new()
    {
        Name = name,
        Image = options.AgentImage,
        Command = [options.AgentPath, name],
        Env = [.. AgentEnvironment(order)],
        VolumeMounts = [WorkMount()],
        SecurityContext = new V1SecurityContext
        {
            RunAsUser = AgentUserId,
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
        },
        Resources = new V1ResourceRequirements
        {
            Requests = Quantities(("cpu", "50m"), ("memory", "64Mi"), ("ephemeral-storage", "64Mi")),
            Limits = Quantities(("memory", "512Mi"), ("ephemeral-storage", "8Gi")),
        },
        TerminationMessagePolicy = "FallbackToLogsOnError",
    };

    private static V1Container Kernel(WorkOrder order)
    {
        var kernel = order.Campaign.Spec.Kernel;
        return new V1Container
        {
            Name = ContainerNames.Kernel,
            Image = kernel!.Image,
            Command = kernel.Command is { Count: > 0 } command ? [.. command] : null,
            Args = kernel.Args is { Count: > 0 } args ? [.. args] : null,
            Env = [.. KernelEnvironment(order)],
            VolumeMounts = [WorkMount()],
            SecurityContext = new V1SecurityContext
            {
                // The root stays writable: the user's image runs unmodified, and many write caches beside their code.
                AllowPrivilegeEscalation = false,
                Capabilities = new V1Capabilities { Drop = ["ALL"] },
            },
            Resources = KernelResources.Of(kernel.Resources),
            // The last lines of the log become the reason that a person reads.
            TerminationMessagePolicy = "FallbackToLogsOnError",
        };
    }

    private IEnumerable<V1EnvVar> AgentEnvironment(WorkOrder order)
    {
        yield return Value(AgentContract.Store, options.Store);
        yield return Value(AgentContract.Run, order.RunPath);
        if (options.DatasetRoot is { } root)
        {
            yield return Value(AgentContract.DatasetRoot, root);
        }

        yield return Value(AgentContract.Work, PodPaths.Work);
        yield return Value(AgentContract.TerminationLog, PodPaths.TerminationLog);
        yield return Field(KernelContract.Attempt, "metadata.uid");
        if (order.Role == WorkRole.Plan)
        {
            yield return Field(AgentContract.JobUid, "metadata.labels['batch.kubernetes.io/controller-uid']");
        }
        else
        {
            yield return Value(AgentContract.Wave, order.Wave.ToString(CultureInfo.InvariantCulture));
            yield return Index();
        }
    }

    private static IEnumerable<V1EnvVar> KernelEnvironment(WorkOrder order)
    {
        foreach (var variable in order.Campaign.Spec.Kernel?.Env ?? [])
        {
            yield return Of(variable);
        }

        yield return Value(KernelContract.Input, PodPaths.In(WorkFiles.Input));
        yield return Value(KernelContract.Output, PodPaths.In(WorkFiles.Output));
        yield return Value(KernelContract.Parameters, PodPaths.In(WorkFiles.Parameters));
        yield return Value(KernelContract.Files, PodPaths.In(WorkFiles.Files));
        yield return Value(KernelContract.Artifacts, PodPaths.In(WorkFiles.Artifacts));
        yield return Value(KernelContract.Checkpoint, PodPaths.In(WorkFiles.Checkpoint));
        yield return Value(KernelContract.Seed, order.Seed.ToString(CultureInfo.InvariantCulture));
        yield return Field(KernelContract.Attempt, "metadata.uid");
        yield return Index();
    }

    private static V1EnvVar Of(EnvVarSpec variable) => new()
    {
        Name = variable.Name,
        Value = variable.ValueFrom is null ? variable.Value ?? "" : null,
        ValueFrom = variable.ValueFrom is not { } source ? null : new V1EnvVarSource
        {
            SecretKeyRef = source.SecretKeyRef is { } secret ? new V1SecretKeySelector { Name = secret.Name, Key = secret.Key, Optional = secret.Optional } : null,
            ConfigMapKeyRef = source.ConfigMapKeyRef is { } map ? new V1ConfigMapKeySelector { Name = map.Name, Key = map.Key, Optional = map.Optional } : null,
        },
    };

    private static V1EnvVar Index() => Field(AgentContract.Index, "metadata.annotations['batch.kubernetes.io/job-completion-index']");

    private static V1EnvVar Value(string name, string? value) => new() { Name = name, Value = value ?? "" };

    private static V1EnvVar Field(string name, string path)
        => new() { Name = name, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = path } } };

    private static V1VolumeMount WorkMount() => new() { Name = PodPaths.WorkVolume, MountPath = PodPaths.Work };

    private static Dictionary<string, ResourceQuantity> Quantities(params (string Name, string Value)[] values)
        => values.ToDictionary(v => v.Name, v => new ResourceQuantity(v.Value));
}
