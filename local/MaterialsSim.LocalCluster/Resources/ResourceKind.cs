using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Rules;
using MaterialsSim.LocalCluster.Schemas;
using MaterialsSim.LocalCluster.Tables;

namespace MaterialsSim.LocalCluster.Resources;

/// <summary>A kind in one served version: its names, its subresources, its rules. Immutable; a changed CRD makes a new one.</summary>
internal sealed record ResourceKind
{
    private SchemaNode? _rootSchema;

    public static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public static readonly string[] CustomVerbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public string Singular { get; init; } = "";

    public string? ListKindName { get; init; }

    public bool Namespaced { get; init; } = true;

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    /// <summary>Where the objects are kept; two served forms of one kind share it.</summary>
    public required string Collection { get; init; }

    /// <summary>apiVersion in which objects are kept.</summary>
    public required string StorageApiVersion { get; init; }

    public bool HasStatus { get; init; }

    /// <summary>Paths of the scale subresource, null when there is none.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Comes from a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Columns of the kind's table.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = StandardColumns.NameAndAge;

    /// <summary>Fields beside name and namespace that a field selector may name.</summary>
    public IReadOnlyCollection<string> SelectableFields { get; init; } = [];

    /// <summary>The kind's schema; accepts everything where none is known.</summary>
    public SchemaNode Schema { get; init; } = SchemaNode.Anything;

    /// <summary>
    /// What an object of a built-in kind has before anybody writes it: its typed form carries these structs always, so nobody owns them as a whole.
    /// </summary>
    public JsonObject Skeleton { get; init; } = new() { ["metadata"] = new JsonObject() };

    /// <summary>What holds for objects of this kind beyond what holds for all.</summary>
    public KindRules Rules { get; init; } = KindRules.None;

    public string ListKind => ListKindName ?? Kind + "List";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The group that validation errors name: both forms of events are core events inside.</summary>
    public string ErrorGroup => Collection == EventForms.Collection ? "" : Group;

    public ResourceType Type => new(Group, Version, Plural);

    /// <summary>The schema with the part that all kinds share.</summary>
    public SchemaNode RootSchema => _rootSchema ??= MetadataSchema.WithEnvelope(Schema);

    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
