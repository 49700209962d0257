using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Keeps <c>metadata.managedFields</c> over plain writes. Upstream: <c>apimachinery/pkg/util/managedfields</c>.</summary>
internal static class ManagedFields
{
    // Entries of updates beyond this are merged into one; upstream's capmanagers.go.
    private const int MaxUpdateManagers = 10;

    // What every write brings along and nobody owns; upstream's stripmeta.go.
    private static readonly FieldSet Unowned = FieldSet.RootFromJson((JsonObject)JsonNode.Parse("""
        {"f:apiVersion":{},"f:kind":{},"f:metadata":{".":{},"f:creationTimestamp":{},"f:deletionGracePeriodSeconds":{},"f:deletionTimestamp":{},
         "f:generation":{},"f:managedFields":{},"f:name":{},"f:namespace":{},"f:resourceVersion":{},"f:selfLink":{},"f:uid":{}}}
        """)!);

    public static FieldSet Strip(FieldSet fields) => fields.Difference(Unowned);

    /// <summary>Books what a create or update changed to its writer and takes it from the others. The old entries are those of <paramref name="old"/>.</summary>
    public static void Track(ResourceKind kind, JsonObject value, JsonObject? old, string? subresource, string? manager, DateTimeOffset now)
    {
        if (old is not null && value["metadata"].Array("managedFields") is { Count: 1 } list && list[0] is JsonObject { Count: 0 })
        {
            // A single empty entry is how a client asks to forget all ownership.
            value.Metadata().Remove("managedFields");
            return;
        }

        var entries = old is null ? [] : ManagedEntry.Read(old);
        var comparison = Compare(kind, old ?? kind.Skeleton, value);
        var taken = Strip(comparison.Added.Union(comparison.Modified));
        var result = entries.Select(entry => entry with { Fields = entry.Fields.Difference(taken).Difference(comparison.Removed) }).ToList();
        if (!taken.IsEmpty && manager is not null)
        {
            // The scale subresource changes the object in the name of another kind; its entries carry no time.
            var time = subresource == "scale" ? null : Meta.Timestamp(now);
            var own = new ManagedEntry(manager, "Update", kind.ApiVersion, subresource, time, taken);
            var before = result.FindIndex(own.IsSame);
            if (before >= 0)
            {
                result[before] = own with { Fields = result[before].Fields.Union(taken) };
            }
            else
            {
                result.Add(own);
            }
        }

        ManagedEntry.Write(value, Cap(result));
    }

    public static Comparison Compare(ResourceKind kind, JsonObject before, JsonObject after)
    {
        // The entries themselves are no fields.
        var (left, right) = (Bare(before), Bare(after));
        return Comparison.Of(left, right, kind.RootSchema);
    }

    private static JsonObject Bare(JsonObject value)
    {
        if (value["metadata"].Array("managedFields") is null)
        {
            return value;
        }

        var copy = value.Copy();
        copy.Metadata().Remove("managedFields");
        return copy;
    }

    private static List<ManagedEntry> Cap(List<ManagedEntry> entries)
    {
        var updates = entries.Where(entry => entry.Operation == "Update" && !entry.Fields.IsEmpty)
            .OrderBy(entry => entry.Time ?? "", StringComparer.Ordinal).ToList();
        while (updates.Count > MaxUpdateManagers)
        {
            var (first, second) = (updates[0], updates[1]);
            var merged = second with { Manager = "ancient-changes", Subresource = null, Fields = first.Fields.Union(second.Fields) };
            entries.Remove(first);
            entries.Remove(second);
            updates.RemoveRange(0, 2);
            updates.Insert(0, merged);
            entries.Add(merged);
        }

        return entries;
    }
}
