using MaterialsSim.LocalCluster.Rules;

namespace MaterialsSim.LocalCluster.Resources;

/// <summary>The kinds that are there without any CRD.</summary>
internal static class BuiltInKinds
{
    public static IEnumerable<ResourceKind> All(KindRules crdRules)
    {
        yield return Core("namespaces", "Namespace", ["ns"], namespaced: false, status: true);
        yield return Core("nodes", "Node", ["no"], namespaced: false, status: true);
        yield return Core("pods", "Pod", ["po"], status: true, rules: new PodRules()) with { Categories = ["all"] };
        yield return Core("configmaps", "ConfigMap", ["cm"]);
        yield return Core("secrets", "Secret", []);
        yield return Core("serviceaccounts", "ServiceAccount", ["sa"]);
        yield return Core("services", "Service", ["svc"], status: true) with { Categories = ["all"] };
        yield return Core("endpoints", "Endpoints", ["ep"]);
        yield return Core("persistentvolumeclaims", "PersistentVolumeClaim", ["pvc"], status: true);
        yield return Core("resourcequotas", "ResourceQuota", ["quota"], status: true);
        yield return Core("limitranges", "LimitRange", ["limits"]);
        yield return Core("events", "Event", ["ev"]);
        yield return Core("events", "Event", ["ev"]) with { Group = "events.k8s.io" };
        yield return Grouped("batch", "v1", "jobs", "Job", [], status: true, rules: new GenerationRules()) with { Categories = ["all"] };
        yield return Grouped("batch", "v1", "cronjobs", "CronJob", ["cj"], status: true, rules: new GenerationRules()) with { Categories = ["all"] };
        yield return Grouped("coordination.k8s.io", "v1", "leases", "Lease", []);
        foreach (var (plural, kind, shortName) in new[] { ("deployments", "Deployment", "deploy"), ("statefulsets", "StatefulSet", "sts"), ("replicasets", "ReplicaSet", "rs"), ("daemonsets", "DaemonSet", "ds") })
        {
            var scale = plural == "daemonsets" ? null : new ScalePaths(".spec.replicas", ".status.replicas", ".status.selector");
            yield return Grouped("apps", "v1", plural, kind, [shortName], status: true, rules: new GenerationRules()) with { Categories = ["all"], Scale = scale };
        }

        yield return Grouped("rbac.authorization.k8s.io", "v1", "roles", "Role", []);
        yield return Grouped("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", []);
        yield return Grouped("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", []) with { Namespaced = false };
        yield return Grouped("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", []) with { Namespaced = false };
        yield return Grouped("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", ["pdb"], status: true, rules: new GenerationRules());
        yield return Grouped("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", ["netpol"], rules: new GenerationRules());
        yield return Grouped("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", ["pc"], rules: new GenerationRules()) with { Namespaced = false };
        yield return Grouped("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", ["crd", "crds"], status: true, rules: crdRules)
            with { Namespaced = false, Categories = ["api-extensions"] };
    }

    private static ResourceKind Core(
        string plural, string kind, string[] shortNames, bool namespaced = true, bool status = false, KindRules? rules = null) => new()
        {
            Group = "",
            Version = "v1",
            Plural = plural,
            Kind = kind,
            Singular = kind.ToLowerInvariant(),
            ShortNames = shortNames,
            Namespaced = namespaced,
            HasStatus = status,
            Collection = plural,
            StorageApiVersion = "v1",
            Rules = rules ?? KindRules.None,
        };

    private static ResourceKind Grouped(
        string group, string version, string plural, string kind, string[] shortNames, bool status = false, KindRules? rules = null) =>
        Core(plural, kind, shortNames, status: status, rules: rules) with
        {
            Group = group,
            Version = version,
            Collection = $"{plural}.{group}",
            StorageApiVersion = $"{group}/{version}",
        };
}
