using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using MaterialsSim.Api;

namespace MaterialsSim.CrdGen.Tests;

/// <summary>The schema and what the serializer really writes name the same fields, checked by the serializer's own view of the types.</summary>
public sealed class CrossCheckTests
{
    private static readonly JsonSerializerOptions s_options = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void Every_property_of_the_schema_is_serialised_and_every_serialised_property_is_in_the_schema()
    {
        var faults = new List<string>();
        Compare(typeof(SimulationCampaign), Campaign.Schema, "", faults);
        Assert.Empty(faults);
    }

    [Fact]
    public void The_condition_schema_has_the_fields_of_the_client_s_condition()
    {
        var serialised = s_options.GetTypeInfo(typeof(V1Condition)).Properties.Select(p => p.Name).Order();
        Assert.Equal(serialised, ConditionSchema.Create()["properties"]!.AsObject().Select(p => p.Key).Order());
    }

    private static void Compare(Type type, JsonObject schema, string path, List<string> faults)
    {
        var serialised = s_options.GetTypeInfo(type).Properties.ToDictionary(p => p.Name);
        var described = schema["properties"]!.AsObject();
        faults.AddRange(serialised.Keys.Except(described.Select(p => p.Key)).Select(n => $"{path}.{n} is serialised but not in the schema"));
        faults.AddRange(described.Select(p => p.Key).Except(serialised.Keys).Select(n => $"{path}.{n} is in the schema but not serialised"));
        foreach (var (name, node) in described.Where(p => serialised.ContainsKey(p.Key)))
        {
            var value = Nullable.GetUnderlyingType(serialised[name].PropertyType) ?? serialised[name].PropertyType;
            var expected = Kind(value);
            if (expected != ((string?)node!["type"] ?? "quantity"))
            {
                faults.Add($"{path}.{name} is {expected} in C# and {node["type"]} in the schema");
            }

            var element = value.IsGenericType ? value.GetGenericArguments()[^1] : value;
            var child = value.IsGenericType ? (node["items"] ?? node["additionalProperties"])!.AsObject() : node.AsObject();
            if (element.Assembly == typeof(SimulationCampaign).Assembly && element.GetCustomAttribute<System.Text.Json.Serialization.JsonConverterAttribute>() is null)
            {
                Compare(element, child, $"{path}.{name}", faults);
            }
        }
    }

    private static string Kind(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String or TypeCode.DateTime => "string",
        TypeCode.Int32 or TypeCode.Int64 => "integer",
        TypeCode.Double => "number",
        TypeCode.Boolean => "boolean",
        _ => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? "array" : "object",
    };
}
