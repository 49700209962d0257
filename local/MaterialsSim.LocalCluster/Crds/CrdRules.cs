using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Rules;

namespace MaterialsSim.LocalCluster.Crds;

/// <summary>CustomResourceDefinitions: names filled in, and refused when they could not be served.</summary>
internal sealed class CrdRules(CrdKinds kinds) : GenerationRules
{
    /// <summary>The objects go before their definition: the finalizer that says so comes with the deletion.</summary>
    public override bool DeletesLater(JsonObject value) => !value.IsDeleting();

    public override void PrepareForDelete(JsonObject value)
    {
        var finalizers = value.Metadata()["finalizers"]?.DeepClone() as JsonArray ?? [];
        finalizers.Add((JsonNode)CrdServing.CleanupFinalizer);
        value.Metadata()["finalizers"] = finalizers;
    }

    public override void Default(JsonObject value, JsonObject? old)
    {
        var spec = value.Ensure("spec");
        spec.Ensure("conversion").Default("strategy", "None");
        var names = spec.Ensure("names");
        if (names.String("kind") is { Length: > 0 } kind)
        {
            names.Default("listKind", kind + "List");
            names.Default("singular", kind.ToLowerInvariant());
        }
    }

    public override void PrepareForCreate(JsonObject value, DateTimeOffset now)
    {
        var stored = (value["spec"].Array("versions") ?? []).Where(version => version.Bool("storage") == true).Select(version => (JsonNode?)version.String("name"));
        value["status"] = new JsonObject
        {
            ["conditions"] = null,
            ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
            ["storedVersions"] = new JsonArray([.. stored]),
        };
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var spec = value["spec"];
        var (group, plural) = (spec.String("group"), spec.Object("names").String("plural"));
        foreach (var (field, found) in new[] { ("spec.group", group), ("spec.names.plural", plural), ("spec.names.kind", spec.Object("names").String("kind")) })
        {
            if (string.IsNullOrEmpty(found))
            {
                yield return FieldError.Required(field);
            }
        }

        if (value.Name() != $"{plural}.{group}")
        {
            yield return FieldError.Invalid("metadata.name", value.Name(), $"must be spec.names.plural+\".\"+spec.group");
        }

        if (spec.String("scope") is not ("Namespaced" or "Cluster"))
        {
            yield return FieldError.NotSupported("spec.scope", spec.String("scope") ?? "", ["Cluster", "Namespaced"]);
        }

        if (spec.Object("conversion").String("strategy") != "None")
        {
            yield return FieldError.NotSupported("spec.conversion.strategy", spec.Object("conversion").String("strategy"), ["None"]);
        }

        if ((spec.Array("versions") ?? []).Count(version => version.Bool("storage") == true) != 1)
        {
            yield return FieldError.Invalid("spec.versions", (spec.Array("versions") ?? []).DeepClone(), "must have exactly one version marked as storage version");
        }
        else if (Problem(value) is { } problem)
        {
            yield return new("spec.versions", "FieldValueInvalid", $"Invalid value: {problem}");
        }
    }

    private string? Problem(JsonObject value)
    {
        try
        {
            kinds.From(value);
            return null;
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException)
        {
            return broken.Message;
        }
    }
}
