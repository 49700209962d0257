using System.Collections.Concurrent;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>
/// The built-in types, from the embedded list <c>types.txt</c>: a line per type, a field per <c>;</c>, as <c>name type flags</c>. Types are
/// <c>string int32 int64 double boolean time microtime quantity intOrString bytes any metadata</c>, other types by name, <c>[list]</c> and <c>{map}</c>.
/// </summary>
internal static class BuiltInTypes
{
    private static readonly Lazy<Dictionary<string, string>> Lines = new(Load);
    private static readonly ConcurrentDictionary<string, SchemaNode> Nodes = new(StringComparer.Ordinal);

    /// <summary>The schema of a type, or one that accepts everything when the list does not know it.</summary>
    public static SchemaNode Find(string name) => Nodes.GetOrAdd(name, Build);

    private static SchemaNode Build(string name)
    {
        if (!Lines.Value.TryGetValue(name, out var line))
        {
            return SchemaNode.Anything;
        }

        var fields = line.Split("; ", StringSplitOptions.RemoveEmptyEntries);
        return new SchemaNode(() => Properties(fields)) { Type = "object", TypeName = name, AtomicMap = fields.Contains("atomic") };
    }

    private static Dictionary<string, SchemaNode> Properties(string[] fields)
    {
        var properties = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var field in fields.Where(field => field != "atomic"))
        {
            var parts = field.Split(' ');
            properties[parts[0]] = Field(parts[1], parts[2..]);
        }

        return properties;
    }

    private static SchemaNode Field(string type, string[] flags)
    {
        if (type[0] == '[')
        {
            var keys = Flag(flags, "map=")?.Split(',') ?? [];
            return new SchemaNode(items: () => Field(type[1..^1], []))
            {
                Type = "array",
                ListType = keys.Length > 0 ? "map" : flags.Contains("set") ? "set" : "atomic",
                MapKeys = keys,
                PatchMergeKey = Flag(flags, "merge="),
            };
        }

        if (type[0] == '{')
        {
            return new SchemaNode(additional: () => Field(type[1..^1], [])) { Type = "object", AtomicMap = flags.Contains("atomic") };
        }

        return Scalar(type, Flag(flags, "default=")) ?? Find(type);
    }

    private static SchemaNode? Scalar(string type, string? content) => type switch
    {
        "string" => new() { Type = "string", Default = content is null ? null : content },
        "int32" or "int64" => new() { Type = "integer", Format = type },
        "double" => new() { Type = "number", Format = "double" },
        "boolean" => new() { Type = "boolean" },
        "time" => new() { Type = "string", Format = "date-time" },
        "microtime" => new() { Type = "string", Format = TypedShape.MicroTime },
        "quantity" => new() { IntOrString = true, Format = TypedShape.Quantity },
        "intOrString" => new() { IntOrString = true },
        "bytes" => new() { Type = "string", Format = "byte" },
        "metadata" => MetadataSchema.Node,
        "any" => SchemaNode.Anything,
        _ => null,
    };

    private static string? Flag(string[] flags, string prefix) =>
        flags.FirstOrDefault(flag => flag.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    private static Dictionary<string, string> Load()
    {
        using var stream = typeof(BuiltInTypes).Assembly.GetManifestResourceStream("types.txt")!;
        using var reader = new StreamReader(stream);
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var at = line.IndexOf(':', StringComparison.Ordinal);
            lines[line[..at]] = line[(at + 1)..].Trim();
        }

        return lines;
    }
}
