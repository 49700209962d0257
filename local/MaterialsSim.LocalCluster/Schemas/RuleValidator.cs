using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Runs the CEL rules of a schema through their registered functions. Upstream: <c>apiserver/schema/cel/validation.go</c>.</summary>
internal static class RuleValidator
{
    public static bool HasRules(SchemaNode schema) =>
        schema.Rules.Count > 0 || schema.Properties.Values.Any(HasRules) || (schema.Items is { } items && HasRules(items)) || (schema.Additional is { } values && HasRules(values));

    public static IReadOnlyList<FieldError> Validate(JsonNode? value, JsonNode? old, SchemaNode schema)
    {
        var errors = new List<FieldError>();
        Visit(value, old, schema, "", errors);
        return errors;
    }

    private static void Visit(JsonNode? value, JsonNode? old, SchemaNode schema, string path, List<FieldError> errors)
    {
        if (value is null || (old is not null && JsonNode.DeepEquals(value, old)))
        {
            return;
        }

        foreach (var rule in schema.Rules.Where(rule => (!rule.IsTransition || old is not null) && !rule.Holds(value, old)))
        {
            errors.Add(Error(rule, path));
        }

        if (value is JsonObject map)
        {
            foreach (var (name, member) in map)
            {
                if (schema.Child(name) is { } child)
                {
                    Visit(member, (old as JsonObject)?[name], child, path.Length == 0 ? name : $"{path}.{name}", errors);
                }
            }
        }
        else if (value is JsonArray list && schema.Items is { } items)
        {
            for (var at = 0; at < list.Count; at++)
            {
                Visit(list[at], Correlation.Find(old as JsonArray, list[at], schema), items, $"{path}[{at}]", errors);
            }
        }
    }

    private static FieldError Error(CelRule rule, string path)
    {
        var field = path + (rule.FieldPath ?? "");
        field = field.Length == 0 ? "<nil>" : field.TrimStart('.');
        return rule.Reason switch
        {
            "FieldValueForbidden" => FieldError.Forbidden(field, rule.Message),
            "FieldValueRequired" => FieldError.Required(field, rule.Message),
            "FieldValueDuplicate" => new(field, rule.Reason, $"Duplicate value: {rule.Message}"),
            _ => new(field, "FieldValueInvalid", $"Invalid value: {rule.Message}"),
        };
    }
}
