using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>Deletions: preconditions, finalizers, propagation and grace periods. Upstream: <c>registry/generic/registry/store.go</c>.</summary>
internal sealed class ResourceDeleter(ObjectStore store, TimeProvider time)
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    /// <summary>Deletes, or marks for deletion what has finalizers or a grace period.</summary>
    public DeleteResult Delete(ResourceKind kind, string? @namespace, string name, DeleteRequest request)
    {
        var key = ObjectKey.Of(kind.Namespaced ? @namespace : null, name);
        while (true)
        {
            var current = store.Get(kind.Collection, key) ?? throw Failure.NotFound(kind, name);
            CheckPreconditions(kind, name, request, current);
            var (value, remove) = Mark(kind, current, request);
            var old = Versions.FromStorage(kind, current.Value);
            if (request.DryRun)
            {
                return new(old, remove);
            }

            if (!remove && JsonNode.DeepEquals(value, current.Value))
            {
                return new(old, false);
            }

            if (store.TryWrite(kind.Collection, key, current, remove ? null : value) is { } stored)
            {
                return new(remove ? old : Versions.FromStorage(kind, stored.Value), remove);
            }
        }
    }

    private (JsonObject Value, bool Remove) Mark(ResourceKind kind, StoredObject current, DeleteRequest request)
    {
        var value = current.Value.Copy();
        SetPropagation(kind, value, request.Propagation);
        var metadata = value.Metadata();
        var grace = kind.Rules.GracePeriodSeconds(value, request.GracePeriodSeconds);
        if (value.IsDeleting())
        {
            // A second deletion may only shorten the time.
            grace = Math.Min(grace, metadata.Int("deletionGracePeriodSeconds") ?? 0);
            if (grace == 0 && !value.HasFinalizers())
            {
                return (value, true);
            }

            if (grace < (metadata.Int("deletionGracePeriodSeconds") ?? 0))
            {
                SetDeletion(kind, metadata, grace);
            }

            return (value, false);
        }

        if (grace == 0 && !value.HasFinalizers() && !kind.Rules.DeletesLater(value))
        {
            return (value, true);
        }

        SetDeletion(kind, metadata, grace);
        kind.Rules.PrepareForDelete(value);
        return (value, false);
    }

    private void SetDeletion(ResourceKind kind, JsonObject metadata, long grace)
    {
        metadata["deletionTimestamp"] = Meta.Timestamp(time.GetUtcNow().AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (metadata.Int("generation") is { } generation && kind.Rules.HasGeneration)
        {
            metadata["generation"] = generation + 1;
        }
    }

    private static void SetPropagation(ResourceKind kind, JsonObject value, string? asked)
    {
        var policy = asked ?? (value.HasFinalizer(ForegroundFinalizer) ? "Foreground" : value.HasFinalizer(OrphanFinalizer) ? "Orphan" : kind.Rules.DefaultPropagation);
        var kept = (value.Finalizers() ?? []).Select(item => item.AsString()!)
            .Where(item => item is not (ForegroundFinalizer or OrphanFinalizer)).ToList();
        if (policy == "Foreground")
        {
            kept.Add(ForegroundFinalizer);
        }
        else if (policy == "Orphan")
        {
            kept.Add(OrphanFinalizer);
        }

        if (kept.Count > 0)
        {
            value.Metadata()["finalizers"] = new JsonArray([.. kept.Select(item => (JsonNode)item)]);
        }
        else
        {
            value.Metadata().Remove("finalizers");
        }
    }

    private static void CheckPreconditions(ResourceKind kind, string name, DeleteRequest request, StoredObject current)
    {
        // The words name the Kind here, not the plural, for custom resources (seen on a 1.36 server).
        var shown = kind.IsCustom ? kind.Kind : kind.Plural;
        if (request.Uid is { } uid && uid != current.Uid)
        {
            throw Failure.Conflict(kind.Group, shown, name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({current.Uid}). The object might have been deleted and then recreated");
        }

        if (request.ResourceVersion is { } version && version != current.Value.ResourceVersion())
        {
            throw Failure.Conflict(kind.Group, shown, name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({current.Value.ResourceVersion()}). The object might have been modified");
        }
    }
}
