using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Discovery;

/// <summary>Discovery a document per group and version, for clients that ask so.</summary>
internal static class LegacyDiscovery
{
    public static JsonObject CoreVersions(string address) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address }),
    };

    public static JsonObject Groups(ResourceRegistry registry) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. ByGroup(registry).Select(group => (JsonNode)Group(group.Key, group))]),
    };

    /// <summary><c>/api/v1</c>, <c>/apis/{group}</c> and <c>/apis/{group}/{version}</c>; null for other paths.</summary>
    public static JsonObject? Find(ResourceRegistry registry, string path)
    {
        switch (path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["api", "v1"]:
                return Resources(ServedResources.All(registry).Where(item => item.Group.Length == 0), "v1");
            case ["apis", var name]:
                var group = ByGroup(registry).FirstOrDefault(group => group.Key == name);
                if (group is null)
                {
                    return null;
                }

                var document = Group(name, group);
                document["kind"] = "APIGroup";
                document["apiVersion"] = "v1";
                return document;
            case ["apis", var name, var version]:
                var items = ServedResources.All(registry).Where(item => item.Group == name && item.Version == version).ToList();
                return items.Count == 0 ? null : Resources(items, $"{name}/{version}");
            default:
                return null;
        }
    }

    private static IEnumerable<IGrouping<string, ServedResource>> ByGroup(ResourceRegistry registry) =>
        ServedResources.All(registry).Where(item => item.Group.Length > 0).GroupBy(item => item.Group);

    private static JsonObject Group(string name, IEnumerable<ServedResource> items)
    {
        var versions = items.Select(item => item.Version).Distinct().ToList();
        return new()
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions.Select(version => (JsonNode)Version(name, version))]),
            ["preferredVersion"] = Version(name, versions[0]),
        };
    }

    private static JsonObject Version(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static JsonObject Resources(IEnumerable<ServedResource> items, string groupVersion)
    {
        var resources = new JsonArray();
        foreach (var item in items)
        {
            var line = Line(item.Plural, item.Singular, item.Namespaced, item.Kind, item.Verbs);
            if (item.ShortNames.Count > 0)
            {
                line["shortNames"] = new JsonArray([.. item.ShortNames.Select(name => (JsonNode)name)]);
            }

            if (item.Categories.Count > 0)
            {
                line["categories"] = new JsonArray([.. item.Categories.Select(name => (JsonNode)name)]);
            }

            if (item.IsStored)
            {
                // Lets clients see whether two groups keep the same thing. Upstream: apiserver/pkg/endpoints/discovery/storageversionhash.go.
                var form = string.Join('/', new[] { item.Group, item.Version, item.Kind });
                line["storageVersionHash"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(form)).AsSpan(0, 8));
            }

            resources.Add(line);
            foreach (var sub in item.Subresources)
            {
                var inner = Line($"{item.Plural}/{sub.Name}", "", item.Namespaced, sub.Kind, sub.Verbs);
                if (sub.Group != item.Group || sub.Version != item.Version)
                {
                    inner["group"] = sub.Group;
                    inner["version"] = sub.Version;
                }

                resources.Add(inner);
            }
        }

        return new() { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = groupVersion, ["resources"] = resources };
    }

    private static JsonObject Line(string name, string singular, bool namespaced, string kind, IEnumerable<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = namespaced,
        ["kind"] = kind,
        ["verbs"] = new JsonArray([.. verbs.Select(verb => (JsonNode)verb)]),
    };
}
