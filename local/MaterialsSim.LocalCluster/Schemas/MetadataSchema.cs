namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>The schema of <c>metadata</c>, the same for all kinds. Merge keys as in <c>apimachinery/pkg/apis/meta/v1/types.go</c>.</summary>
internal static class MetadataSchema
{
    private static readonly SchemaNode Text = new() { Type = "string" };
    private static readonly SchemaNode Time = new() { Type = "string", Format = "date-time" };
    private static readonly SchemaNode Whole = new() { Type = "integer", Format = "int64" };
    private static readonly SchemaNode Flag = new() { Type = "boolean" };
    private static readonly SchemaNode Texts = new(additional: () => Text) { Type = "object" };

    public static SchemaNode Node { get; } = Struct(new()
    {
        ["annotations"] = Texts,
        ["creationTimestamp"] = Time,
        ["deletionGracePeriodSeconds"] = Whole,
        ["deletionTimestamp"] = Time,
        ["finalizers"] = new(items: () => Text) { Type = "array", ListType = "set", PatchMergeKey = "" },
        ["generateName"] = Text,
        ["generation"] = Whole,
        ["labels"] = Texts,
        ["managedFields"] = new(items: () => ManagedFields) { Type = "array" },
        ["name"] = Text,
        ["namespace"] = Text,
        ["ownerReferences"] = new(items: () => Owner) { Type = "array", ListType = "map", MapKeys = ["uid"], PatchMergeKey = "uid" },
        ["resourceVersion"] = Text,
        ["selfLink"] = Text,
        ["uid"] = Text,
    });

    /// <summary>A kind's schema with apiVersion, kind and metadata as every object has them.</summary>
    public static SchemaNode WithEnvelope(SchemaNode schema)
    {
        var properties = schema.Properties.ToDictionary(StringComparer.Ordinal);
        properties["apiVersion"] = Text;
        properties["kind"] = Text;
        properties["metadata"] = Node;
        return new SchemaNode(() => properties) { Type = "object", Preserve = schema.Preserve };
    }

    private static SchemaNode Owner { get; } = new(() => new Dictionary<string, SchemaNode>
    {
        ["apiVersion"] = Text,
        ["blockOwnerDeletion"] = Flag,
        ["controller"] = Flag,
        ["kind"] = Text,
        ["name"] = Text,
        ["uid"] = Text,
    })
    { Type = "object", AtomicMap = true, Required = ["apiVersion", "kind", "name", "uid"] };

    private static SchemaNode ManagedFields { get; } = Struct(new()
    {
        ["apiVersion"] = Text,
        ["fieldsType"] = Text,
        ["fieldsV1"] = new() { Type = "object", Preserve = true },
        ["manager"] = Text,
        ["operation"] = Text,
        ["subresource"] = Text,
        ["time"] = Time,
    });

    private static SchemaNode Struct(Dictionary<string, SchemaNode> properties) => new(() => properties) { Type = "object" };
}
