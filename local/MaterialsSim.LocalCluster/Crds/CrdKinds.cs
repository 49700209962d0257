using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Rules;
using MaterialsSim.LocalCluster.Schemas;
using MaterialsSim.LocalCluster.Tables;

namespace MaterialsSim.LocalCluster.Crds;

/// <summary>Makes the served kinds of a CustomResourceDefinition.</summary>
internal sealed class CrdKinds(CelValidators validators)
{
    /// <exception cref="FormatException">The CRD cannot be served; the message says why.</exception>
    public IReadOnlyList<ResourceKind> From(JsonObject crd)
    {
        var spec = crd.Object("spec") ?? [];
        var versions = (spec.Array("versions") ?? []).OfType<JsonObject>().ToList();
        var storage = versions.FirstOrDefault(version => version.Bool("storage") == true).String("name")
            ?? throw new FormatException($"CRD {crd.Name()} has no storage version");
        return [.. versions.Where(version => version.Bool("served") == true).Select(version => Kind(spec, version, storage))];
    }

    private ResourceKind Kind(JsonObject spec, JsonObject version, string storage)
    {
        var names = spec.Object("names");
        var group = spec.String("group") ?? "";
        var plural = names.String("plural") ?? "";
        var schema = new CrdSchemaParser(validators).Parse(version.Object("schema").Object("openAPIV3Schema") ?? []);
        var scale = version.Object("subresources").Object("scale") is { } paths
            ? new ScalePaths(paths.String("specReplicasPath") ?? "", paths.String("statusReplicasPath") ?? "", paths.String("labelSelectorPath"))
            : null;
        return new ResourceKind
        {
            Group = group,
            Version = version.String("name") ?? "",
            Kind = names.String("kind") ?? "",
            ListKindName = names.String("listKind"),
            Plural = plural,
            Singular = names.String("singular") ?? "",
            ShortNames = Strings(names.Array("shortNames")),
            Categories = Strings(names.Array("categories")),
            Namespaced = spec.String("scope") == "Namespaced",
            Verbs = ResourceKind.CustomVerbs,
            Collection = $"{plural}.{group}",
            StorageApiVersion = $"{group}/{storage}",
            HasStatus = version.Object("subresources").Object("status") is not null,
            Scale = scale,
            IsCustom = true,
            Schema = schema,
            Columns = Columns(version.Array("additionalPrinterColumns")),
            SelectableFields = [.. (version.Array("selectableFields") ?? []).Select(field => field.String("jsonPath")?.TrimStart('.') ?? "")],
            Rules = new CustomRules(schema, scale),
        };
    }

    private static IReadOnlyList<Column> Columns(JsonArray? columns) =>
        columns is null || columns.Count == 0
            ? [StandardColumns.Name, StandardColumns.Created]
            : [StandardColumns.Name, .. columns.OfType<JsonObject>().Select(CrdColumn.From)];

    private static List<string> Strings(JsonArray? list) => [.. (list ?? []).Select(item => item.AsString() ?? "")];
}
