using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Discovery;

/// <summary>Aggregated discovery (KEP-3352): everything in two documents.</summary>
internal static class AggregatedDiscovery
{
    public static JsonObject Core(ResourceRegistry registry) => List([Group("", ServedResources.All(registry).Where(item => item.Group.Length == 0))]);

    public static JsonObject Groups(ResourceRegistry registry) => List(
    [
        .. ServedResources.All(registry).Where(item => item.Group.Length > 0)
            .GroupBy(item => item.Group)
            .Select(group => Group(group.Key, group)),
    ]);

    private static JsonObject List(IEnumerable<JsonNode> items) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. items]),
    };

    private static JsonObject Group(string name, IEnumerable<ServedResource> resources) => new JsonObject
    {
        ["metadata"] = name.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = name },
        ["versions"] = new JsonArray([.. resources.GroupBy(item => item.Version).Select(version => (JsonNode)new JsonObject
        {
            ["version"] = version.Key,
            ["resources"] = new JsonArray([.. version.Select(Resource)]),
            ["freshness"] = "Current",
        })]),
    };

    private static JsonNode Resource(ServedResource item)
    {
        var resource = new JsonObject
        {
            ["resource"] = item.Plural,
            ["responseKind"] = Kind(item.Group, item.Version, item.Kind),
            ["scope"] = item.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = item.Singular,
            ["verbs"] = Strings(item.Verbs),
        };
        if (item.ShortNames.Count > 0)
        {
            resource["shortNames"] = Strings(item.ShortNames);
        }

        if (item.Categories.Count > 0)
        {
            resource["categories"] = Strings(item.Categories);
        }

        if (item.Subresources.Count > 0)
        {
            resource["subresources"] = new JsonArray([.. item.Subresources.Select(sub => (JsonNode)new JsonObject
            {
                ["subresource"] = sub.Name,
                ["responseKind"] = Kind(sub.Group, sub.Version, sub.Kind),
                ["verbs"] = Strings(sub.Verbs),
            })]);
        }

        return resource;
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
