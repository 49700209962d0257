using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Server-side apply (KEP-555): merge by field, own by manager, refuse conflicts unless forced, remove what a manager no longer applies.</summary>
internal sealed class Applier(ObjectStore store, ResourceWriter writer, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <returns>The object, and whether it is new.</returns>
    public (JsonObject Object, bool Created) Apply(
        ResourceKind kind, ResourceRequest target, JsonObject applied, bool force, string? manager, WriteOptions options)
    {
        if (string.IsNullOrEmpty(manager))
        {
            throw Failure.Invalid("meta.k8s.io", "PatchOptions", "", [FieldError.Required("fieldManager", "is required for apply patch")]);
        }

        Admission.CheckEnvelope(kind, applied, target.Namespace, target.Name);
        if (applied["metadata"].Array("managedFields") is { Count: > 0 })
        {
            throw Failure.BadRequest("metadata.managedFields must be nil");
        }

        MetadataRules.Shape(kind, applied, options);
        var key = ObjectKey.Of(kind.Namespaced ? target.Namespace : null, target.Name!);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return store.Get(kind.Collection, key) is null && target.Subresource is null
                    ? (Create(kind, target, applied.Copy(), manager, options), true)
                    : (Update(kind, target, applied, force, manager, options), false);
            }
            catch (ApiException raced) when (attempt < MaxAttempts && raced.Reason is "AlreadyExists" or "NotFound" && target.Subresource is null)
            {
                continue; // it came or went in between
            }
        }
    }

    private JsonObject Create(ResourceKind kind, ResourceRequest target, JsonObject applied, string manager, WriteOptions options)
    {
        var fields = Fields(kind, applied, target.Subresource);
        return writer.Create(kind, target.Namespace, applied, options, value =>
            ManagedEntry.Write(value, [Entry(kind, manager, target.Subresource, fields)]));
    }

    private JsonObject Update(ResourceKind kind, ResourceRequest target, JsonObject applied, bool force, string manager, WriteOptions options)
    {
        var fields = Fields(kind, applied, target.Subresource);
        List<ManagedEntry> entries = [];
        return writer.Change(kind, target.Namespace, target.Name!, target.Subresource, options, live =>
        {
            var before = live.Copy();
            var own = Entry(kind, manager, target.Subresource, fields);
            entries = ManagedEntry.Read(before);
            var last = entries.FirstOrDefault(own.IsSame)?.Fields ?? FieldSet.Empty;
            entries.RemoveAll(own.IsSame);
            var merged = (JsonObject)ConfigurationMerge.Merge(live, applied, kind.RootSchema)!;
            ConfigurationMerge.Remove(merged, Abandoned(last.Difference(fields), entries), kind.RootSchema);
            var comparison = ManagedFields.Compare(kind, before, merged);
            entries = Settle(entries, comparison, force);
            var unchanged = fields.Difference(last).IsEmpty && last.Difference(fields).IsEmpty && JsonNode.DeepEquals(before, merged);
            entries.Add(unchanged ? own with { Time = ManagedEntry.Read(before).First(own.IsSame).Time } : own);
            return merged;
        }, (value, _) => ManagedEntry.Write(value, entries));
    }

    // What others own, or own something below, stays.
    private static FieldSet Abandoned(FieldSet fields, List<ManagedEntry> others)
    {
        var owned = others.Aggregate(FieldSet.Empty, (all, entry) => all.Union(entry.Fields));
        return Without(fields, owned);

        static FieldSet Without(FieldSet left, FieldSet right) => FieldSet.Of(left.IsMember && right.IsEmpty,
            left.Children.Select(pair => KeyValuePair.Create(pair.Key, Without(pair.Value, right.Child(pair.Key) ?? FieldSet.Empty))));
    }

    private static List<ManagedEntry> Settle(List<ManagedEntry> others, Comparison comparison, bool force)
    {
        var changed = comparison.Modified.Union(comparison.Added);
        var conflicts = others.Select(entry => (Entry: entry, Fields: entry.Fields.Intersection(changed))).Where(pair => !pair.Fields.IsEmpty).ToList();
        if (conflicts.Count > 0 && !force)
        {
            throw ApplyConflict.Refuse(conflicts);
        }

        return [.. others.Select(entry => entry with { Fields = entry.Fields.Difference(changed).Difference(comparison.Removed) })];
    }

    private static FieldSet Fields(ResourceKind kind, JsonObject applied, string? subresource)
    {
        var fields = ManagedFields.Strip(ConfigurationFields.Of(applied, kind.RootSchema));
        if (!kind.HasStatus)
        {
            return fields;
        }

        // Through the main resource status is not written, through /status nothing else.
        return FieldSet.Of(false, fields.Children.Where(pair => pair.Key == "f:status" == (subresource == "status")));
    }

    private ManagedEntry Entry(ResourceKind kind, string manager, string? subresource, FieldSet fields) =>
        new(manager, "Apply", kind.ApiVersion, subresource, Meta.Timestamp(time.GetUtcNow()), fields);
}
