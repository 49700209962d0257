using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Tables.BuiltIn;

/// <summary>Columns of the kinds that need two or three of them. Upstream: <c>AddHandlers</c> in <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class SmallColumns
{
    public static readonly IReadOnlyList<Column> Namespaces =
        [StandardColumns.Name, Column.Text("Status", "Active or Terminating.", value => value["status"].String("phase") ?? ""), StandardColumns.Age];

    public static readonly IReadOnlyList<Column> ConfigMaps =
        [StandardColumns.Name, Column.Number("Data", "Number of entries.", value => Count(value, "data") + Count(value, "binaryData")), StandardColumns.Age];

    public static readonly IReadOnlyList<Column> Secrets =
    [
        StandardColumns.Name,
        Column.Text("Type", "What the secret is for.", value => value.String("type") ?? ""),
        Column.Number("Data", "Number of entries.", value => Count(value, "data")),
        StandardColumns.Age,
    ];

    public static readonly IReadOnlyList<Column> Leases =
        [StandardColumns.Name, Column.Text("Holder", "Who holds the lease.", value => value["spec"].String("holderIdentity") ?? ""), StandardColumns.Age];

    public static readonly IReadOnlyList<Column> Nodes =
    [
        StandardColumns.Name,
        Column.Text("Status", "Whether the node takes pods.", NodeStatus),
        Column.Text("Roles", "What the node is for.", value => Roles(value)),
        StandardColumns.Age,
        Column.Text("Version", "Version of the node's agent.", value => value["status"].Object("nodeInfo").String("kubeletVersion") ?? ""),
    ];

    public static readonly IReadOnlyList<Column> RoleKinds = [StandardColumns.Name, CreatedAt];

    public static readonly IReadOnlyList<Column> Definitions = [StandardColumns.Name, CreatedAt];

    public static readonly IReadOnlyList<Column> Bindings =
    [
        StandardColumns.Name,
        Column.Text("Role", "The role that is given.", value => $"{value.Object("roleRef").String("kind")}/{value.Object("roleRef").String("name")}"),
        StandardColumns.Age,
    ];

    public static readonly IReadOnlyList<Column> Workloads =
    [
        StandardColumns.Name,
        Column.Text("Ready", "Pods that are ready, of those wanted.", value => $"{value["status"].Int("readyReplicas") ?? 0}/{value["spec"].Int("replicas") ?? 0}"),
        StandardColumns.Age,
    ];

    private static Column CreatedAt => new("Created At", "date", "", "When the object was created.", 0, (value, _) => value["metadata"].String("creationTimestamp"));

    private static long Count(JsonObject value, string member) => value.Object(member)?.Count ?? 0;

    private static string NodeStatus(JsonObject node)
    {
        var ready = (node["status"].Array("conditions") ?? []).FirstOrDefault(condition => condition.String("type") == "Ready").String("status");
        var text = ready switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node["spec"].Bool("unschedulable") == true ? $"{text},SchedulingDisabled" : text;
    }

    private static string Roles(JsonObject node)
    {
        const string prefix = "node-role.kubernetes.io/";
        var roles = (node["metadata"].Object("labels") ?? []).Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Key[prefix.Length..]).ToList();
        return roles.Count == 0 ? "<none>" : string.Join(',', roles);
    }
}
