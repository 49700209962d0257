using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>
/// A structural schema, of a CRD or of a built-in kind. Upstream: <c>apiextensions-apiserver/pkg/apiserver/schema/structural.go</c>.
/// Children are resolved on first use, so built-in types may refer to themselves.
/// </summary>
internal sealed class SchemaNode
{
    private readonly Lazy<IReadOnlyDictionary<string, SchemaNode>> _properties;
    private readonly Lazy<SchemaNode?> _items;
    private readonly Lazy<SchemaNode?> _additional;

    public SchemaNode(
        Func<IReadOnlyDictionary<string, SchemaNode>>? properties = null, Func<SchemaNode?>? items = null, Func<SchemaNode?>? additional = null)
    {
        _properties = new(properties ?? (() => Empty));
        _items = new(items ?? (() => null));
        _additional = new(additional ?? (() => null));
    }

    /// <summary>A schema that accepts and keeps everything.</summary>
    public static SchemaNode Anything { get; } = new() { Preserve = true };

    private static IReadOnlyDictionary<string, SchemaNode> Empty { get; } = new Dictionary<string, SchemaNode>();

    /// <summary>object, array, string, integer, number, boolean, or null where values alone are constrained.</summary>
    public string? Type { get; init; }

    public string? Format { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, SchemaNode> Properties => _properties.Value;

    public SchemaNode? Items => _items.Value;

    /// <summary>Schema of the values of a map.</summary>
    public SchemaNode? Additional => _additional.Value;

    public IReadOnlyList<string> Required { get; init; } = [];

    public JsonNode? Default { get; init; }

    /// <summary>Bounds on values.</summary>
    public ValueLimits Limits { get; init; } = ValueLimits.None;

    public IReadOnlyList<SchemaNode> AllOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> AnyOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> OneOf { get; init; } = [];

    public SchemaNode? Not { get; init; }

    public bool Nullable { get; init; }

    public bool Preserve { get; init; }

    public bool IntOrString { get; init; }

    public bool EmbeddedResource { get; init; }

    /// <summary>atomic (the default), set or map: how lists merge.</summary>
    public string ListType { get; init; } = "atomic";

    public IReadOnlyList<string> MapKeys { get; init; } = [];

    /// <summary>A map or struct that is owned and replaced as a whole.</summary>
    public bool AtomicMap { get; init; }

    /// <summary>Key of strategic merge patches, null where lists are replaced; empty for lists of scalars that merge.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>CEL rules at this node.</summary>
    public IReadOnlyList<CelRule> Rules { get; init; } = [];

    /// <summary>Name of a built-in type, for documents that refer to it.</summary>
    public string? TypeName { get; init; }

    /// <summary>The schema of a member, or null when none is known.</summary>
    public SchemaNode? Child(string name) => Properties.GetValueOrDefault(name) ?? Additional;
}
