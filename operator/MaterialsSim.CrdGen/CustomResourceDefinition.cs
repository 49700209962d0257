using System.Reflection;
using System.Text.Json.Nodes;
using k8s.Models;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.CrdGen;

/// <summary>The definition of one kind, made from its C# type.</summary>
internal sealed class CustomResourceDefinition
{
    private const string Header = """
        # Made from the types in operator/MaterialsSim.Api. To change it, change them and run
        #   dotnet run --project operator/MaterialsSim.CrdGen -- crds/

        """;

    private CustomResourceDefinition(JsonObject document) => Document = document;

    /// <summary>The definition as the API server takes it.</summary>
    public JsonObject Document { get; }

    /// <summary><c>{group}_{plural}.yaml</c>.</summary>
    public string FileName { get; private init; } = "";

    public static CustomResourceDefinition Of<T>(ResourceNames names)
    {
        var entity = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T)} has no [KubernetesEntity].");
        var document = new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{entity.PluralName}.{entity.Group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = entity.Group,
                ["scope"] = "Namespaced",
                ["names"] = new JsonObject
                {
                    ["kind"] = entity.Kind,
                    ["listKind"] = entity.Kind + "List",
                    ["plural"] = entity.PluralName,
                    ["singular"] = entity.Kind.ToLowerInvariant(),
                    ["shortNames"] = Array(names.ShortNames),
                    ["categories"] = Array(names.Categories),
                },
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["name"] = entity.ApiVersion,
                    ["served"] = true,
                    ["storage"] = true,
                    ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                    ["additionalPrinterColumns"] = new JsonArray([.. typeof(T).GetCustomAttributes<PrinterColumnAttribute>().Select(Column)]),
                    ["schema"] = new JsonObject { ["openAPIV3Schema"] = new SchemaWalker(new XmlDocs(typeof(T).Assembly)).Root(typeof(T)) },
                }),
            },
        };
        return new CustomResourceDefinition(document) { FileName = $"{entity.Group}_{entity.PluralName}.yaml" };
    }

    public string ToYaml() => Header + YamlWriter.Write(Document);

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(v => JsonValue.Create(v))];

    private static JsonObject Column(PrinterColumnAttribute column)
    {
        var result = new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["jsonPath"] = column.JsonPath };
        if (column.Description is not null)
        {
            result["description"] = column.Description;
        }

        if (column.Priority != 0)
        {
            result["priority"] = column.Priority;
        }

        return result;
    }
}
