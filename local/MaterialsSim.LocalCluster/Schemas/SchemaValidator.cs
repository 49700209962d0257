using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>
/// Validates values against a schema, in the words of <c>kube-openapi/pkg/validation</c>. On an update, subtrees that did not change are not judged again
/// (KEP-4008, ratcheting): what was stored under an older schema stays editable elsewhere.
/// </summary>
internal sealed class SchemaValidator
{
    private readonly List<FieldError> _errors = [];

    private SchemaValidator()
    {
    }

    public static IReadOnlyList<FieldError> Validate(JsonNode? value, JsonNode? old, SchemaNode schema)
    {
        var validator = new SchemaValidator();
        validator.Visit(value, old, schema, "", isRoot: true);
        return validator._errors;
    }

    private void Visit(JsonNode? value, JsonNode? old, SchemaNode schema, string path, bool isRoot = false)
    {
        if (old is not null && JsonNode.DeepEquals(value, old))
        {
            return;
        }

        if (value is null && schema.Nullable)
        {
            return;
        }

        if (!CheckType(value, schema, path))
        {
            return;
        }

        CheckEnum(value, schema, path);
        switch (value)
        {
            case JsonObject map:
                VisitMap(map, old as JsonObject, schema, path, isRoot);
                break;
            case JsonArray list:
                VisitList(list, old as JsonArray, schema, path);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                CheckText(scalar.GetValue<string>(), schema, path);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number:
                CheckNumber(scalar, schema.Limits, path);
                break;
        }

        CheckBranches(value, schema, path);
    }

    private bool CheckType(JsonNode? value, SchemaNode schema, string path)
    {
        var actual = TypeOf(value);
        if (schema.IntOrString)
        {
            if (actual is "integer" or "string")
            {
                return true;
            }

            AddType(path, "integer,string", actual);
            return false;
        }

        if (schema.Type is null || schema.Type == actual || (schema.Type == "number" && actual == "integer"))
        {
            return true;
        }

        AddType(path, schema.Type, actual);
        return false;
    }

    private void AddType(string path, string wanted, string actual) =>
        _errors.Add(FieldError.TypeInvalid(Field(path), $"\"{actual}\"", $"{path} in body must be of type {wanted}: \"{actual}\""));

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue scalar => scalar.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => Numbers.IsWhole(scalar) ? "integer" : "number",
            _ => "boolean",
        },
        _ => "null",
    };

    private void CheckEnum(JsonNode? value, SchemaNode schema, string path)
    {
        if (schema.Limits.Enum is { } allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
        {
            _errors.Add(FieldError.NotSupported(Field(path), value, allowed.Select(item => item.AsString() ?? item.ToText())));
        }
    }

    private void VisitMap(JsonObject map, JsonObject? old, SchemaNode schema, string path, bool isRoot)
    {
        foreach (var name in schema.Required.Where(name => !map.ContainsKey(name)))
        {
            _errors.Add(FieldError.Required(Field(Join(path, name))));
        }

        var limits = schema.Limits;
        if (map.Count < limits.MinProperties)
        {
            Add(path, map, $"should have at least {limits.MinProperties} properties");
        }

        if (map.Count > limits.MaxProperties)
        {
            _errors.Add(FieldError.TooMany(Field(path), map.Count, limits.MaxProperties.Value));
        }

        foreach (var (name, member) in map)
        {
            if (schema.Child(name) is { } child && !(isRoot && name is ("metadata" or "apiVersion" or "kind")))
            {
                Visit(member, old?[name], child, Join(path, name));
            }
        }
    }

    private void VisitList(JsonArray list, JsonArray? old, SchemaNode schema, string path)
    {
        var limits = schema.Limits;
        if (list.Count < limits.MinItems)
        {
            Add(path, list, $"should have at least {limits.MinItems} items");
        }

        if (list.Count > limits.MaxItems)
        {
            _errors.Add(FieldError.TooMany(Field(path), list.Count, limits.MaxItems.Value));
        }

        if (limits.UniqueItems && Enumerable.Range(0, list.Count).Any(at => list.Take(at).Any(other => JsonNode.DeepEquals(other, list[at]))))
        {
            Add(path, list, "shouldn't contain duplicates");
        }

        if (schema.Items is not { } items)
        {
            return;
        }

        for (var at = 0; at < list.Count; at++)
        {
            Visit(list[at], Correlation.Find(old, list[at], schema), items, $"{path}[{at}]");
        }
    }

    private void CheckText(string text, SchemaNode schema, string path)
    {
        var limits = schema.Limits;
        var length = limits.MinLength is null && limits.MaxLength is null ? 0 : new System.Globalization.StringInfo(text).LengthInTextElements;
        if (length < limits.MinLength)
        {
            Add(path, text, $"should be at least {limits.MinLength} chars long");
        }

        if (length > limits.MaxLength)
        {
            _errors.Add(FieldError.TooLong(Field(path), limits.MaxLength.Value));
        }

        if (limits.Pattern is { } pattern && !Matches(pattern, text))
        {
            Add(path, text, $"should match '{pattern}'");
        }

        if (schema.Format is { } format && !Formats.IsValid(format, text))
        {
            Add(path, text, $"must be of type {format}: {JsonValue.Create(text).ToText()}");
        }
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void CheckNumber(JsonValue value, ValueLimits limits, string path)
    {
        var number = Numbers.ToDouble(value);
        if (limits.Minimum is { } minimum && (number < minimum || (limits.ExclusiveMinimum && number == minimum)))
        {
            Add(path, value, $"should be greater than {(limits.ExclusiveMinimum ? "" : "or equal to ")}{Numbers.Text(minimum)}");
        }

        if (limits.Maximum is { } maximum && (number > maximum || (limits.ExclusiveMaximum && number == maximum)))
        {
            Add(path, value, $"should be less than {(limits.ExclusiveMaximum ? "" : "or equal to ")}{Numbers.Text(maximum)}");
        }

        if (limits.MultipleOf is { } factor && Math.IEEERemainder(number, factor) != 0)
        {
            Add(path, value, $"should be a multiple of {Numbers.Text(factor)}");
        }
    }

    private void CheckBranches(JsonNode? value, SchemaNode schema, string path)
    {
        if (schema.AnyOf.Count > 0 && !schema.AnyOf.Any(branch => Holds(value, branch)))
        {
            Add(path, value, "must validate at least one schema (anyOf)");
        }

        if (schema.OneOf.Count > 0 && schema.OneOf.Count(branch => Holds(value, branch)) is var valid and not 1)
        {
            Add(path, value, $"must validate one and only one schema (oneOf). {(valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives")}");
        }

        foreach (var branch in schema.AllOf)
        {
            Visit(value, null, branch, path);
        }

        if (schema.Not is { } not && Holds(value, not))
        {
            Add(path, value, "must not validate the schema (not)");
        }
    }

    private static bool Holds(JsonNode? value, SchemaNode branch) => Validate(value, null, branch).Count == 0;

    private void Add(string path, JsonNode? value, string detail) => _errors.Add(FieldError.Invalid(Field(path), value, $"{path} in body {detail}"));

    private static string Field(string path) => path.Length == 0 ? "<nil>" : path;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
