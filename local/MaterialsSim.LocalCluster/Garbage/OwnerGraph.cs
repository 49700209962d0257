using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Garbage;

/// <summary>Who owns whom, by UID.</summary>
internal sealed class OwnerGraph
{
    private readonly Dictionary<string, OwnerNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _dependents = new(StringComparer.Ordinal);

    public OwnerNode? Find(string uid) => _nodes.GetValueOrDefault(uid);

    public IReadOnlyList<OwnerNode> Dependents(string uid) =>
        _dependents.TryGetValue(uid, out var dependents) ? [.. dependents.Select(dependent => _nodes[dependent])] : [];

    public void Set(string collection, StoredObject item)
    {
        Remove(item.Uid);
        var owners = (item.Value["metadata"].Array("ownerReferences") ?? []).OfType<JsonObject>().Select(reference => new OwnerReference(
            reference.String("apiVersion") ?? "", reference.String("kind") ?? "", reference.String("name") ?? "", reference.String("uid") ?? "",
            reference.Bool("blockOwnerDeletion") == true)).ToList();
        _nodes[item.Uid] = new OwnerNode(collection, item.Key, item.Uid, item.Revision, owners);
        foreach (var owner in owners)
        {
            if (!_dependents.TryGetValue(owner.Uid, out var dependents))
            {
                _dependents[owner.Uid] = dependents = new(StringComparer.Ordinal);
            }

            dependents.Add(item.Uid);
        }
    }

    public void Remove(string uid)
    {
        if (!_nodes.Remove(uid, out var node))
        {
            return;
        }

        foreach (var owner in node.Owners)
        {
            if (_dependents.TryGetValue(owner.Uid, out var dependents) && dependents.Remove(uid) && dependents.Count == 0)
            {
                _dependents.Remove(owner.Uid);
            }
        }
    }
}
