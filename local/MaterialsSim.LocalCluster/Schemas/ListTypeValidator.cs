using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Lists of type set and map hold no item twice. Upstream: <c>apiserver/schema/listtype</c>.</summary>
internal static class ListTypeValidator
{
    public static IReadOnlyList<FieldError> Validate(JsonNode? value, SchemaNode schema)
    {
        var errors = new List<FieldError>();
        Visit(value, schema, "", errors);
        return errors;
    }

    private static void Visit(JsonNode? value, SchemaNode schema, string path, List<FieldError> errors)
    {
        if (value is JsonObject map)
        {
            foreach (var (name, member) in map)
            {
                if (schema.Child(name) is { } child)
                {
                    Visit(member, child, path.Length == 0 ? name : $"{path}.{name}", errors);
                }
            }
        }
        else if (value is JsonArray list)
        {
            CheckDuplicates(list, schema, path, errors);
            for (var at = 0; schema.Items is { } items && at < list.Count; at++)
            {
                Visit(list[at], items, $"{path}[{at}]", errors);
            }
        }
    }

    private static void CheckDuplicates(JsonArray list, SchemaNode schema, string path, List<FieldError> errors)
    {
        if (schema.ListType is not ("set" or "map"))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < list.Count; at++)
        {
            var identity = schema.ListType == "set" ? list[at]?.DeepClone() : Keys(list[at] as JsonObject, schema.MapKeys);
            if (!seen.Add(identity?.ToJsonString() ?? "null"))
            {
                errors.Add(FieldError.Duplicate($"{path}[{at}]", identity));
            }
        }
    }

    private static JsonObject Keys(JsonObject? item, IReadOnlyList<string> names)
    {
        var keys = new JsonObject();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (item?[name] is { } key)
            {
                keys[name] = key.DeepClone();
            }
        }

        return keys;
    }
}
