using System.Reflection;
using System.Text.Json.Nodes;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.CrdGen;

/// <summary>Schemas of strings, numbers, truth values and times.</summary>
internal static class Scalars
{
    // The decimal and binary forms of a resource.Quantity (apimachinery, pkg/api/resource/quantity.go), as API servers publish them.
    private const string QuantityPattern = @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    /// <summary>Schema of a scalar, or null when <paramref name="type"/> is none.</summary>
    public static JsonObject? Schema(PropertyInfo property, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => Text(property),
        TypeCode.Int32 => Number(property, "integer", "int32"),
        TypeCode.Int64 => Number(property, "integer", "int64"),
        TypeCode.Double => Number(property, "number", null),
        TypeCode.Boolean => new JsonObject { ["type"] = "boolean" },
        TypeCode.DateTime => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ => null,
    };

    /// <summary>Schema of a quantity: an integer or a string.</summary>
    public static JsonObject Quantity() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
        ["x-kubernetes-int-or-string"] = true,
        ["pattern"] = QuantityPattern,
    };

    /// <summary>A scalar as JSON; whole numbers without a fraction.</summary>
    public static JsonValue Node(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create((long)number),
        double number when number == Math.Truncate(number) && Math.Abs(number) < 1e15 => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        _ => throw new InvalidOperationException($"{value.GetType()} is no scalar of a schema."),
    };

    private static JsonObject Text(PropertyInfo property)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (property.GetCustomAttribute<ValuesAttribute>() is { } values)
        {
            schema["enum"] = new JsonArray([.. values.Values.Select(v => JsonValue.Create(v))]);
            return schema;
        }

        var text = property.GetCustomAttribute<TextAttribute>()
            ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} is a string without [Text] or [Values]: it would be unbounded.");
        if (text.MinLength > 0)
        {
            schema["minLength"] = text.MinLength;
        }

        schema["maxLength"] = text.MaxLength;
        if (text.Pattern is not null)
        {
            schema["pattern"] = text.Pattern;
        }

        return schema;
    }

    private static JsonObject Number(PropertyInfo property, string type, string? format)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        if (property.GetCustomAttribute<NumberAttribute>() is not { } bounds)
        {
            return schema;
        }

        if (!double.IsNaN(bounds.Minimum))
        {
            schema["minimum"] = Node(bounds.Minimum);
        }

        if (bounds.ExclusiveMinimum)
        {
            schema["exclusiveMinimum"] = true;
        }

        if (!double.IsNaN(bounds.Maximum))
        {
            schema["maximum"] = Node(bounds.Maximum);
        }

        return schema;
    }
}
