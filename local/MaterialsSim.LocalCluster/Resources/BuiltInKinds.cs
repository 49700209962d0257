using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Rules;
using MaterialsSim.LocalCluster.Schemas;
using MaterialsSim.LocalCluster.Tables.BuiltIn;

namespace MaterialsSim.LocalCluster.Resources;

/// <summary>The kinds that are there without any CRD.</summary>
internal static class BuiltInKinds
{
    // Stands for a pod template in the skeletons below.
    private const string Template = """{"metadata":{},"spec":{"containers":null}}""";

    private static readonly string[] NamespaceVerbs = ["create", "delete", "get", "list", "patch", "update", "watch"];

    public static IEnumerable<ResourceKind> All(KindRules crdRules) => Core().Concat(Batch()).Concat(Workloads()).Concat(Access()).Append(
        Grouped("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", ["crd", "crds"], """{"metadata":{},"spec":{"names":{}}}""", crdRules)
            with { Namespaced = false, Categories = ["api-extensions"], HasStatus = true, Columns = SmallColumns.Definitions });

    private static IEnumerable<ResourceKind> Core()
    {
        var plain = new ObjectDeletingRules();
        yield return Make("", "namespaces", "Namespace", ["ns"], """{"metadata":{},"spec":{},"status":{}}""", new NamespaceRules())
            with { Namespaced = false, HasStatus = true, Verbs = NamespaceVerbs, Columns = SmallColumns.Namespaces, SelectableFields = ["status.phase"] };
        yield return Make("", "nodes", "Node", ["no"], """{"metadata":{},"spec":{},"status":{"daemonEndpoints":{"kubeletEndpoint":{}},"nodeInfo":{}}}""")
            with { Namespaced = false, HasStatus = true, Columns = SmallColumns.Nodes, SelectableFields = ["spec.unschedulable"] };
        yield return Make("", "pods", "Pod", ["po"], """{"metadata":{},"spec":{"containers":null},"status":{}}""", new PodRules()) with
        {
            HasStatus = true,
            Categories = ["all"],
            Columns = PodColumns.All,
            SelectableFields = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP", "status.nominatedNodeName"],
        };
        yield return Make("", "configmaps", "ConfigMap", ["cm"], rules: new DataRules(isSecret: false)) with { Columns = SmallColumns.ConfigMaps };
        yield return Make("", "secrets", "Secret", [], rules: new DataRules(isSecret: true)) with { Columns = SmallColumns.Secrets, SelectableFields = ["type"] };
        yield return Make("", "serviceaccounts", "ServiceAccount", ["sa"], rules: plain);
        yield return Make("", "services", "Service", ["svc"], """{"metadata":{},"spec":{},"status":{"loadBalancer":{}}}""", plain) with { HasStatus = true, Categories = ["all"] };
        yield return Make("", "endpoints", "Endpoints", ["ep"]) with { Singular = "endpoints" };
        yield return Make("", "persistentvolumeclaims", "PersistentVolumeClaim", ["pvc"], """{"metadata":{},"spec":{"resources":{}},"status":{}}""", plain) with { HasStatus = true };
        yield return Make("", "resourcequotas", "ResourceQuota", ["quota"], """{"metadata":{},"spec":{},"status":{}}""", plain) with { HasStatus = true };
        yield return Make("", "limitranges", "LimitRange", ["limits"], """{"metadata":{},"spec":{}}""");
        string[] fields = ["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"];
        yield return Make("", "events", "Event", ["ev"], """{"metadata":{},"involvedObject":{},"source":{}}""", new EventRules(isCore: true))
            with { Columns = EventColumns.All, SelectableFields = fields };
        yield return Make("", "events", "Event", ["ev"], """{"metadata":{},"regarding":{},"deprecatedSource":{}}""", new EventRules(isCore: false)) with
        {
            Group = "events.k8s.io",
            Columns = EventColumns.All,
            Schema = BuiltInTypes.Find("EventV1"),
            SelectableFields = [.. fields.Select(field => field.Replace("involvedObject", "regarding", StringComparison.Ordinal).Replace("reportingComponent", "reportingController", StringComparison.Ordinal))],
        };
    }

    private static IEnumerable<ResourceKind> Batch()
    {
        yield return Grouped("batch", "jobs", "Job", [], """{"metadata":{},"spec":{"template":T},"status":{}}""", new JobRules())
            with { HasStatus = true, Categories = ["all"], Columns = JobColumns.All, SelectableFields = ["status.successful"] };
        yield return Grouped("batch", "cronjobs", "CronJob", ["cj"], """{"metadata":{},"spec":{"jobTemplate":{"metadata":{},"spec":{"template":T}}},"status":{}}""", new GenerationRules())
            with { HasStatus = true, Categories = ["all"] };
        yield return Grouped("coordination.k8s.io", "leases", "Lease", [], """{"metadata":{},"spec":{}}""", new LeaseRules()) with { Columns = SmallColumns.Leases };
        yield return Grouped("scheduling.k8s.io", "priorityclasses", "PriorityClass", ["pc"]) with { Namespaced = false };
        yield return Grouped("policy", "poddisruptionbudgets", "PodDisruptionBudget", ["pdb"], """{"metadata":{},"spec":{},"status":{}}""", new GenerationRules()) with { HasStatus = true };
        yield return Grouped("networking.k8s.io", "networkpolicies", "NetworkPolicy", ["netpol"], """{"metadata":{},"spec":{"podSelector":{}}}""", new GenerationRules());
    }

    private static IEnumerable<ResourceKind> Workloads()
    {
        foreach (var (plural, kind, shortName, strategy) in new[]
        {
            ("deployments", "Deployment", "deploy", "\"strategy\":{},"), ("statefulsets", "StatefulSet", "sts", "\"updateStrategy\":{},"),
            ("replicasets", "ReplicaSet", "rs", ""), ("daemonsets", "DaemonSet", "ds", "\"updateStrategy\":{},"),
        })
        {
            var scales = plural != "daemonsets";
            yield return Grouped("apps", plural, kind, [shortName], """{"metadata":{},"spec":{STRATEGY"template":T},"status":{}}""".Replace("STRATEGY", strategy, StringComparison.Ordinal), new WorkloadRules(scales)) with
            {
                HasStatus = true,
                Categories = ["all"],
                Columns = SmallColumns.Workloads,
                Scale = scales ? new ScalePaths(".spec.replicas", ".status.replicas", null) : null,
            };
        }
    }

    private static IEnumerable<ResourceKind> Access()
    {
        const string group = "rbac.authorization.k8s.io";
        var rules = new RbacRules();
        yield return Grouped(group, "roles", "Role", [], rules: rules) with { Columns = SmallColumns.RoleKinds };
        yield return Grouped(group, "clusterroles", "ClusterRole", [], rules: rules) with { Namespaced = false, Columns = SmallColumns.RoleKinds };
        yield return Grouped(group, "rolebindings", "RoleBinding", [], """{"metadata":{},"roleRef":{}}""", rules) with { Columns = SmallColumns.Bindings };
        yield return Grouped(group, "clusterrolebindings", "ClusterRoleBinding", [], """{"metadata":{},"roleRef":{}}""", rules) with { Namespaced = false, Columns = SmallColumns.Bindings };
    }

    private static ResourceKind Grouped(string group, string plural, string kind, string[] shortNames, string skeleton = """{"metadata":{}}""", KindRules? rules = null) =>
        Make(group, plural, kind, shortNames, skeleton, rules) with { Collection = $"{plural}.{group}", StorageApiVersion = $"{group}/v1" };

    private static ResourceKind Make(string group, string plural, string kind, string[] shortNames, string skeleton = """{"metadata":{}}""", KindRules? rules = null) => new()
    {
        Group = group,
        Version = "v1",
        Plural = plural,
        Kind = kind,
        Singular = kind.ToLowerInvariant(),
        ShortNames = shortNames,
        Collection = plural,
        StorageApiVersion = "v1",
        Schema = BuiltInTypes.Find(kind),
        Skeleton = (JsonObject)JsonNode.Parse(skeleton.Replace(":T", ":" + Template, StringComparison.Ordinal))!,
        Rules = rules ?? KindRules.None,
    };
}
