using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;
using MaterialsSim.Api.Schema;
using MaterialsSim.Api.Spec;

namespace MaterialsSim.CrdGen;

/// <summary>
/// Makes a structural schema from a C# type by reflection. The set of types it knows is closed and every string, list and map must be bounded, so that a
/// new field either has a sound schema or stops the generator. Optional fields are absent, never null: <c>nullable</c> is not used.
/// </summary>
internal sealed class SchemaWalker(XmlDocs docs)
{
    private readonly Stack<Type> _path = new();

    /// <summary>Schema of the whole object.</summary>
    public JsonObject Root(Type type)
    {
        var root = Object(type, docs.Of(type), Property);
        return root;

        JsonObject Property(PropertyInfo property) => Name(property) switch
        {
            "apiVersion" => Described("string", "Group and version of this object's schema."),
            "kind" => Described("string", "Kind of this object."),
            "metadata" => new JsonObject { ["type"] = "object" },
            _ => Member(property),
        };
    }

    private JsonObject Object(Type type, string description, Func<PropertyInfo, JsonObject>? member = null)
    {
        if (_path.Contains(type))
        {
            throw new InvalidOperationException($"{type} contains itself: a structural schema cannot say that.");
        }

        _path.Push(type);
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var schema = Described("object", description);
        Add(schema, "required", [.. properties.Where(p => p.GetCustomAttribute<RequiredAttribute>() is not null).Select(p => JsonValue.Create(Name(p)))]);
        Add(schema, "x-kubernetes-validations", [.. type.GetCustomAttributes<CelRuleAttribute>().Select(Rule)]);
        schema["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(Name(p), (JsonNode?)(member ?? Member)(p))));
        _path.Pop();
        return schema;
    }

    private JsonObject Member(PropertyInfo property)
    {
        var schema = Value(property, property.PropertyType);
        schema.Insert(schema.IndexOf("type") + 1, "description", docs.Of(property));
        if (property.GetCustomAttribute<DefaultAttribute>() is { } @default)
        {
            var value = @default.Value is null ? new JsonObject() : (JsonNode)Scalars.Node(@default.Value);
            schema.Insert(schema.ContainsKey("properties") ? schema.IndexOf("properties") : schema.Count, "default", value);
        }

        return schema;
    }

    private JsonObject Value(PropertyInfo property, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
        {
            return type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? Map(property, type) : List(property, type);
        }

        if (type == typeof(JsonObject))
        {
            return new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        }

        return Scalars.Schema(property, type) ?? (type == typeof(V1Condition) ? ConditionSchema.Create() : Nested(type));
    }

    private JsonObject Nested(Type type)
    {
        if (type is not { IsClass: true, IsSealed: true } || type.Assembly != typeof(Quantity).Assembly)
        {
            throw new InvalidOperationException($"{type} is not a type that the schema generator knows.");
        }

        var schema = Object(type, docs.Of(type));
        schema.Remove("description"); // the property's own says it better
        return schema;
    }

    private JsonObject Map(PropertyInfo property, Type type)
    {
        var quantities = property.GetCustomAttribute<QuantitiesAttribute>() is not null;
        return new JsonObject
        {
            ["type"] = "object",
            ["maxProperties"] = Bounds(property).Max,
            ["additionalProperties"] = quantities ? Scalars.Quantity() : Value(property, type.GetGenericArguments()[1]),
        };
    }

    private JsonObject List(PropertyInfo property, Type type)
    {
        var bounds = Bounds(property);
        var schema = new JsonObject { ["type"] = "array" };
        if (bounds.Min > 0)
        {
            schema["minItems"] = bounds.Min;
        }

        schema["maxItems"] = bounds.Max;
        schema["x-kubernetes-list-type"] = bounds.Keys.Length > 0 ? "map" : "atomic";
        Add(schema, "x-kubernetes-list-map-keys", [.. bounds.Keys.Select(k => JsonValue.Create(k))]);
        schema["items"] = Value(property, type.GetGenericArguments()[0]);
        return schema;
    }

    private static ItemsAttribute Bounds(PropertyInfo property) => property.GetCustomAttribute<ItemsAttribute>()
        ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} is a collection without [Items]: it would be unbounded.");

    private static JsonObject Rule(CelRuleAttribute rule)
    {
        var result = new JsonObject { ["rule"] = rule.Rule, ["message"] = rule.Message };
        if (rule.FieldPath is not null)
        {
            result["fieldPath"] = rule.FieldPath;
        }

        if (rule.Reason is not null)
        {
            result["reason"] = rule.Reason;
        }

        return result;
    }

    private static string Name(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no [JsonPropertyName].");

    private static JsonObject Described(string type, string description) => new() { ["type"] = type, ["description"] = description };

    private static void Add(JsonObject schema, string key, JsonArray values)
    {
        if (values.Count > 0)
        {
            schema[key] = values;
        }
    }
}
