using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.OpenApi;

/// <summary>
/// The OpenAPI v3 document of a group and version: the schemas that <c>kubectl explain</c> and <c>apply</c> read, and for each kind the paths by which
/// kubectl sees that the server validates fields and serves apply.
/// </summary>
internal static class OpenApiV3
{
    public static JsonObject Document(string path, IReadOnlyList<ResourceKind> kinds)
    {
        var components = new SchemaComponents();
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            var name = components.AddKind(kind);
            AddPaths(paths, $"/{path}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}", kind, name);
        }

        return new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "1.36" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = components.Schemas },
        };
    }

    private static void AddPaths(JsonObject paths, string path, ResourceKind kind, string schema)
    {
        paths[path] = new JsonObject
        {
            ["get"] = Operation("list", kind, schema, []),
            ["post"] = Operation("post", kind, schema, ["dryRun", "fieldManager", "fieldValidation"]),
        };
        paths[path + "/{name}"] = new JsonObject
        {
            ["get"] = Operation("get", kind, schema, []),
            ["put"] = Operation("put", kind, schema, ["dryRun", "fieldManager", "fieldValidation"]),
            ["patch"] = Operation("patch", kind, schema, ["dryRun", "fieldManager", "fieldValidation", "force"]),
            ["delete"] = Operation("delete", kind, schema, ["dryRun", "gracePeriodSeconds", "propagationPolicy"]),
        };
    }

    private static JsonObject Operation(string action, ResourceKind kind, string schema, string[] parameters)
    {
        var operation = new JsonObject
        {
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "OK",
                    ["content"] = new JsonObject
                    {
                        ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = SchemaComponents.Reference(schema) } },
                    },
                },
            },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = SchemaComponents.GroupVersionKind(kind)[0]!.DeepClone(),
        };
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)new JsonObject
            {
                ["name"] = name,
                ["in"] = "query",
                ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : name == "gracePeriodSeconds" ? "integer" : "string", ["uniqueItems"] = true },
            })]);
        }

        if (action == "patch")
        {
            var content = new JsonObject();
            foreach (var media in PatchTypes(kind))
            {
                content[media] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } };
            }

            operation["requestBody"] = new JsonObject { ["content"] = content };
        }

        return operation;
    }

    private static IEnumerable<string> PatchTypes(ResourceKind kind)
    {
        yield return Patching.PatchReader.ApplyType;
        yield return Patching.PatchReader.JsonPatchType;
        yield return Patching.PatchReader.MergePatchType;
        if (!kind.IsCustom)
        {
            yield return Patching.PatchReader.StrategicType;
        }
    }
}
