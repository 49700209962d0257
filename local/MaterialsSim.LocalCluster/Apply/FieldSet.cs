using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>
/// A set of field paths, as <c>fieldsV1</c> writes it. A node may be a member itself, and lead to others. Path elements keep their prefix:
/// <c>f:</c> field, <c>k:</c> list item by keys, <c>v:</c> set item. Never changed once made. Upstream: structured-merge-diff <c>fieldpath.Set</c>.
/// </summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new(false, new(StringComparer.Ordinal));

    private readonly SortedDictionary<string, FieldSet> _children;

    private FieldSet(bool isMember, SortedDictionary<string, FieldSet> children)
    {
        IsMember = isMember;
        _children = children;
    }

    /// <summary>The path to this node is in the set.</summary>
    public bool IsMember { get; }

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public FieldSet? Child(string element) => _children.GetValueOrDefault(element);

    public static FieldSet Of(bool isMember, IEnumerable<KeyValuePair<string, FieldSet>> children)
    {
        var kept = new SortedDictionary<string, FieldSet>(StringComparer.Ordinal);
        foreach (var (element, child) in children)
        {
            if (!child.IsEmpty)
            {
                kept[element] = child;
            }
        }

        return new(isMember, kept);
    }

    public FieldSet Union(FieldSet other) => Combine(other, (a, b) => a || b, keepLeft: true, keepRight: true);

    public FieldSet Difference(FieldSet other) => Combine(other, (a, b) => a && !b, keepLeft: true, keepRight: false);

    public FieldSet Intersection(FieldSet other) => Combine(other, (a, b) => a && b, keepLeft: false, keepRight: false);

    public static FieldSet FromJson(JsonObject? fields)
    {
        if (fields is null)
        {
            return Empty;
        }

        // An empty object stands for the path itself.
        return Of(fields.Count == 0 || fields.ContainsKey("."), fields.Where(pair => pair.Key != ".")
            .Select(pair => KeyValuePair.Create(pair.Key, FromJson(pair.Value as JsonObject))));
    }

    /// <summary>The root itself is never a member.</summary>
    public static FieldSet RootFromJson(JsonObject? fields) => fields is null or { Count: 0 } ? Empty : new(false, FromJson(fields)._children);

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && _children.Count > 0)
        {
            json["."] = new JsonObject();
        }

        foreach (var (element, child) in _children)
        {
            json[element] = child.ToJson();
        }

        return json;
    }

    /// <summary>All member paths, in order.</summary>
    public IEnumerable<IReadOnlyList<string>> Members() => Members([]);

    private IEnumerable<IReadOnlyList<string>> Members(List<string> path)
    {
        if (IsMember)
        {
            yield return path;
        }

        foreach (var (element, child) in _children)
        {
            foreach (var member in child.Members([.. path, element]))
            {
                yield return member;
            }
        }
    }

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> member, bool keepLeft, bool keepRight)
    {
        IEnumerable<KeyValuePair<string, FieldSet>> Children()
        {
            foreach (var (element, child) in _children)
            {
                if (other.Child(element) is { } twin)
                {
                    yield return KeyValuePair.Create(element, child.Combine(twin, member, keepLeft, keepRight));
                }
                else if (keepLeft)
                {
                    yield return KeyValuePair.Create(element, child);
                }
            }

            foreach (var (element, child) in other._children)
            {
                if (keepRight && !_children.ContainsKey(element))
                {
                    yield return KeyValuePair.Create(element, child);
                }
            }
        }

        return Of(member(IsMember, other.IsMember), Children());
    }
}
