namespace MaterialsSim.LocalCluster.Tests.ApiServer.Schemas;

/// <summary>
/// How lists and maps of built-in kinds merge: the <c>patchMergeKey</c>, <c>listType</c>, <c>listMapKey</c> and <c>mapType</c> markers of
/// <c>k8s.io/api</c> (1.36), which the client's classes do not carry.
/// </summary>
internal static class MergeKeys
{
    /// <summary>Type and field to flags: <c>map=</c> keys of apply, <c>merge=</c> key of strategic merge patches, <c>set</c>, <c>atomic</c>.</summary>
    public static IReadOnlyDictionary<string, string> Flags { get; } = new Dictionary<string, string>
    {
        ["PodSpec.containers"] = "map=name merge=name",
        ["PodSpec.initContainers"] = "map=name merge=name",
        ["PodSpec.ephemeralContainers"] = "map=name merge=name",
        ["PodSpec.volumes"] = "map=name merge=name",
        ["PodSpec.imagePullSecrets"] = "map=name merge=name",
        ["PodSpec.hostAliases"] = "map=ip merge=ip",
        ["PodSpec.topologySpreadConstraints"] = "map=topologyKey,whenUnsatisfiable merge=topologyKey",
        ["PodSpec.schedulingGates"] = "map=name merge=name",
        ["PodSpec.resourceClaims"] = "map=name merge=name",
        ["PodSpec.nodeSelector"] = "atomic",
        ["Container.env"] = "map=name merge=name",
        ["Container.ports"] = "map=containerPort,protocol merge=containerPort",
        ["Container.volumeMounts"] = "map=mountPath merge=mountPath",
        ["Container.volumeDevices"] = "map=devicePath merge=devicePath",
        ["EphemeralContainer.env"] = "map=name merge=name",
        ["EphemeralContainer.ports"] = "map=containerPort,protocol merge=containerPort",
        ["EphemeralContainer.volumeMounts"] = "map=mountPath merge=mountPath",
        ["EphemeralContainer.volumeDevices"] = "map=devicePath merge=devicePath",
        ["ContainerPort.protocol"] = "default=TCP",
        ["ServicePort.protocol"] = "default=TCP",
        ["ResourceRequirements.claims"] = "map=name",
        ["PodStatus.conditions"] = "map=type merge=type",
        ["PodStatus.podIPs"] = "map=ip merge=ip",
        ["PodStatus.hostIPs"] = "merge=ip",
        ["PodStatus.resourceClaimStatuses"] = "map=name merge=name",
        ["ServiceSpec.ports"] = "map=port,protocol merge=port",
        ["ServiceSpec.selector"] = "atomic",
        ["ServiceStatus.conditions"] = "map=type merge=type",
        ["NodeSpec.podCIDRs"] = "set merge=",
        ["NodeStatus.conditions"] = "map=type merge=type",
        ["NodeStatus.addresses"] = "map=type merge=type",
        ["NamespaceStatus.conditions"] = "map=type merge=type",
        ["ServiceAccount.secrets"] = "map=name merge=name",
        ["PersistentVolumeClaimStatus.conditions"] = "map=type merge=type",
        ["JobStatus.conditions"] = "merge=type",
        ["UncountedTerminatedPods.failed"] = "set",
        ["UncountedTerminatedPods.succeeded"] = "set",
        ["DeploymentStatus.conditions"] = "map=type merge=type",
        ["StatefulSetStatus.conditions"] = "map=type merge=type",
        ["ReplicaSetStatus.conditions"] = "map=type merge=type",
        ["DaemonSetStatus.conditions"] = "map=type merge=type",
        ["PodDisruptionBudgetStatus.conditions"] = "map=type merge=type",
        ["CustomResourceDefinitionStatus.conditions"] = "map=type",
    };

    /// <summary>Structs that are owned as a whole.</summary>
    public static IReadOnlySet<string> AtomicStructs { get; } = new HashSet<string>
    {
        "LabelSelector", "ObjectReference", "LocalObjectReference", "TypedLocalObjectReference", "SecretKeySelector", "ConfigMapKeySelector",
        "ObjectFieldSelector", "ResourceFieldSelector", "FileKeySelector", "NodeSelector", "NodeSelectorTerm", "RoleRef", "Subject", "SecretReference",
    };

    /// <summary>Times with microseconds, which the client cannot tell from others by type.</summary>
    public static IReadOnlySet<string> MicroTimes { get; } = new HashSet<string>
    {
        "LeaseSpec.acquireTime", "LeaseSpec.renewTime", "Event.eventTime", "EventV1.eventTime", "EventSeries.lastObservedTime", "EventSeriesV1.lastObservedTime",
    };
}
