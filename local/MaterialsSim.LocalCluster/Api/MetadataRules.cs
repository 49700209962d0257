using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Schemas;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>The rules of <c>metadata</c> that hold for every kind.</summary>
internal static class MetadataRules
{
    private static readonly string[] SystemFields = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "name", "namespace"];

    /// <summary>Refuses what does not fit the kind's types and drops unknown fields (or refuses them), before anything else is read.</summary>
    public static void Shape(ResourceKind kind, JsonObject value, WriteOptions options)
    {
        var (problem, unknown) = Decode(kind, value, options);
        if (problem is not null)
        {
            throw Failure.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {problem}");
        }

        Warn(unknown, options);
    }

    /// <summary>The same for the result of a patch, which is refused in other words.</summary>
    public static void ShapePatched(ResourceKind kind, JsonObject value, WriteOptions options)
    {
        var before = value.Copy();
        var (problem, unknown) = Decode(kind, value, options);
        if (problem is not null)
        {
            throw Failure.Invalid("", "", "", [FieldError.Invalid("patch", (kind.IsCustom ? before.Sorted() : before).ToText(), problem)]);
        }

        Warn(unknown, options);
    }

    private static (string? Problem, List<string> Unknown) Decode(ResourceKind kind, JsonObject value, WriteOptions options)
    {
        if (!kind.IsCustom)
        {
            NullPruner.Prune(value);
            if (TypedShape.Problem(value, kind.Schema) is { } mismatch)
            {
                return (mismatch, []);
            }
        }

        if (TypedShape.Problem(value["metadata"], MetadataSchema.Node) is { } wrong)
        {
            return (wrong, []);
        }

        var unknown = Unknown(kind, value);
        return unknown.Count > 0 && options.FieldValidation == "Strict" ? ($"strict decoding error: {string.Join(", ", unknown)}", unknown) : (null, unknown);
    }

    private static List<string> Unknown(ResourceKind kind, JsonObject value) =>
        [.. Pruner.Prune(value, kind.Schema, isRoot: true).Concat(Pruner.Prune(value.Metadata(), MetadataSchema.Node, isRoot: false).Select(path => "metadata." + path))
            .Select(path => $"unknown field \"{path}\"")];

    private static void Warn(List<string> unknown, WriteOptions options)
    {
        if (options.FieldValidation == "Warn")
        {
            options.Warnings.AddRange(unknown);
        }
    }

    /// <summary>Fields that only the server writes keep their value whatever the update says.</summary>
    public static void KeepSystemFields(JsonObject value, JsonObject old)
    {
        var metadata = value.Metadata();
        foreach (var field in SystemFields)
        {
            if (old["metadata"]![field] is { } kept)
            {
                metadata[field] = kept.DeepClone();
            }
            else
            {
                metadata.Remove(field);
            }
        }
    }

    public static void KeepStatus(JsonObject value, JsonObject old)
    {
        if (old["status"] is { } status)
        {
            value["status"] = status.DeepClone();
        }
        else
        {
            value.Remove("status");
        }
    }

    /// <summary>A status update changes nothing but status (and managedFields).</summary>
    public static JsonObject OnlyStatus(ResourceKind kind, JsonObject value, JsonObject old)
    {
        var result = old.Copy();
        if (value["status"] is { } status)
        {
            result["status"] = status.DeepClone();
        }
        else
        {
            result.Remove("status");
        }

        if (!kind.IsCustom)
        {
            // Built-in kinds take labels and annotations of a status update; only custom ones keep metadata.
            CopyMember(value.Metadata(), result.Metadata(), "labels");
            CopyMember(value.Metadata(), result.Metadata(), "annotations");
            CopyMember(value.Metadata(), result.Metadata(), "finalizers");
        }

        CopyMember(value.Metadata(), result.Metadata(), "managedFields");
        return result;
    }

    /// <summary>Generation counts changes of the desired state: everything beside metadata and (where it is a subresource) status.</summary>
    public static void BumpGeneration(ResourceKind kind, JsonObject value, JsonObject old)
    {
        if (!kind.Rules.HasGeneration)
        {
            return;
        }

        var changed = value.Any(pair => IsDesired(kind, pair.Key) && !JsonNode.DeepEquals(pair.Value, old[pair.Key]))
            || old.Any(pair => IsDesired(kind, pair.Key) && pair.Value is not null && value[pair.Key] is null);
        if (changed)
        {
            value.Metadata()["generation"] = (old["metadata"].Int("generation") ?? 0) + 1;
        }
    }

    public static IEnumerable<FieldError> Validate(ResourceKind kind, JsonObject value, JsonObject? old) =>
        old is null ? NameRules.Validate(kind, value) : UpdateErrors(value, old);

    private static IEnumerable<FieldError> UpdateErrors(JsonObject value, JsonObject old)
    {
        if (!old.IsDeleting())
        {
            yield break;
        }

        var added = (value.Finalizers() ?? []).Select(item => item.AsString()!).Where(name => !old.HasFinalizer(name)).Order(StringComparer.Ordinal).ToList();
        if (added.Count == 0)
        {
            yield break;
        }

        var error = FieldError.Forbidden("metadata.finalizers",
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(name => $"\"{name}\""))}}}");
        yield return error;
        // A custom resource's metadata is validated twice upstream.
        yield return error;
    }

    private static bool IsDesired(ResourceKind kind, string member) =>
        member is not ("metadata" or "apiVersion" or "kind") && (member != "status" || (kind.IsCustom && !kind.HasStatus));

    private static void CopyMember(JsonObject from, JsonObject to, string member)
    {
        if (from[member] is { } found)
        {
            to[member] = found.DeepClone();
        }
        else
        {
            to.Remove(member);
        }
    }
}
