using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Apply;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Storage;

namespace MaterialsSim.LocalCluster.Api;

/// <summary>Creates and updates: defaulting, validation, generation, optimistic concurrency, managed fields, in the order of the real server.</summary>
internal sealed class ResourceWriter(ObjectStore store, Admission admission, Names names, TimeProvider time)
{
    // A patch without a resourceVersion is tried again when it loses a race; upstream gives up after as many.
    private const int MaxAttempts = 50;

    /// <summary>Stores a new object. The writer owns <paramref name="value"/>.</summary>
    public JsonObject Create(ResourceKind kind, string? @namespace, JsonObject value, WriteOptions options, Action<JsonObject>? track = null)
    {
        Admission.CheckEnvelope(kind, value, @namespace, name: null);
        var metadata = value.Metadata();
        if (value.ResourceVersion().Length > 0)
        {
            throw Failure.BadRequest("resourceVersion should not be set on objects to be created");
        }

        MetadataRules.Shape(kind, value, options);
        var generated = value.Name().Length == 0 && metadata.String("generateName") is { Length: > 0 };
        if (generated)
        {
            metadata["name"] = names.Generate(metadata.String("generateName")!);
        }

        admission.CheckNamespaceForCreate(kind, @namespace, value.Name());
        var now = time.GetUtcNow();
        PrepareForCreate(kind, value, now);
        Envelope.FillSkeleton(kind, value);
        kind.Rules.Default(value, null);
        // Ownership is of what the client sent and of defaults, not of what the server decides.
        (track ?? (_ => ManagedFields.Track(kind, value, null, null, options.Manager, now)))(value);
        kind.Rules.PrepareForCreate(value, now);
        admission.CheckServiceAccount(kind, value);
        var errors = MetadataRules.Validate(kind, value, null).Concat(kind.Rules.Validate(value, null)).ToList();
        if (errors.Count > 0)
        {
            throw Failure.Invalid(kind.ErrorGroup, kind.Kind, value.Name(), errors);
        }

        return Insert(kind, value, options.DryRun);
    }

    /// <summary>Replaces an object (or its status).</summary>
    public JsonObject Update(ResourceKind kind, string? @namespace, string name, JsonObject value, string? subresource, WriteOptions options)
    {
        Admission.CheckEnvelope(kind, value, @namespace, name);
        if (value.ResourceVersion().Length == 0 && !kind.Rules.AllowsUnconditionalUpdate)
        {
            throw Failure.Invalid(kind.Group, kind.Plural, name, [FieldError.Invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
        }

        MetadataRules.Shape(kind, value, options);
        return Change(kind, @namespace, name, subresource, options, _ => value.Copy());
    }

    /// <summary>
    /// Reads, changes and writes until nobody interferes. <paramref name="change"/> gets a copy in the kind's version and returns the wanted object.
    /// A resourceVersion in the result is a precondition.
    /// </summary>
    public JsonObject Change(
        ResourceKind kind, string? @namespace, string name, string? subresource, WriteOptions options, Func<JsonObject, JsonObject> change,
        Action<JsonObject, JsonObject>? track = null)
    {
        var key = ObjectKey.Of(kind.Namespaced ? @namespace : null, name);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var current = store.Get(kind.Collection, key) ?? throw Failure.NotFound(kind, name);
            var old = Versions.FromStorage(kind, current.Value);
            var wanted = change(old.Copy());
            CheckPreconditions(kind, name, wanted, current);
            var value = Prepare(kind, wanted, old, subresource, options, track);
            if (JsonNode.DeepEquals(value, old))
            {
                return value;
            }

            if (options.DryRun)
            {
                return value;
            }

            if (Commit(kind, key, current, value) is { } stored)
            {
                return Versions.FromStorage(kind, stored.Value);
            }
        }

        throw Failure.Modified(kind, name);
    }

    private static void PrepareForCreate(ResourceKind kind, JsonObject value, DateTimeOffset now)
    {
        if (kind.HasStatus)
        {
            value.Remove("status");
        }

        var metadata = value.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Meta.Timestamp(now);
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        metadata.Remove("generation");
        if (kind.Rules.HasGeneration)
        {
            metadata["generation"] = 1;
        }
    }

    private static void CheckPreconditions(ResourceKind kind, string name, JsonObject wanted, StoredObject current)
    {
        var version = wanted.ResourceVersion();
        if (version.Length > 0 && version != "0" && version != current.Value.ResourceVersion())
        {
            throw Failure.Modified(kind, name);
        }

        var uid = wanted.Uid();
        if (uid.Length > 0 && uid != current.Uid)
        {
            throw Failure.Conflict(kind.Group, kind.Plural, name,
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }
    }

    private JsonObject Prepare(
        ResourceKind kind, JsonObject wanted, JsonObject old, string? subresource, WriteOptions options, Action<JsonObject, JsonObject>? track)
    {
        var value = wanted;
        MetadataRules.KeepSystemFields(value, old);
        if (subresource == "status")
        {
            value = MetadataRules.OnlyStatus(kind, value, old);
            kind.Rules.PrepareForStatusUpdate(value, old);
        }
        else
        {
            if (kind.HasStatus)
            {
                MetadataRules.KeepStatus(value, old);
            }

            kind.Rules.PrepareForUpdate(value, old);
        }

        kind.Rules.Default(value, old);
        MetadataRules.BumpGeneration(kind, value, old);
        var errors = MetadataRules.Validate(kind, value, old)
            .Concat(subresource == "status" ? kind.Rules.ValidateStatus(value, old) : kind.Rules.Validate(value, old)).ToList();
        if (errors.Count > 0)
        {
            throw Failure.Invalid(kind.ErrorGroup, kind.Kind, value.Name(), errors);
        }

        if (track is not null)
        {
            track(value, old);
        }
        else
        {
            ManagedFields.Track(kind, value, old, subresource, options.Manager, time.GetUtcNow());
        }

        return value;
    }

    /// <summary>Writes the new version, or deletes the object when its last finalizer went.</summary>
    private StoredObject? Commit(ResourceKind kind, string key, StoredObject current, JsonObject value)
    {
        if (value.IsDeleting() && !value.HasFinalizers() && (value["metadata"].Int("deletionGracePeriodSeconds") ?? 0) == 0
            && !kind.Rules.DeletesLater(value))
        {
            return store.TryWrite(kind.Collection, key, current, null) is { } gone
                ? new StoredObject(key, Versions.ToStorage(kind, Restore(value, current)), gone.Revision)
                : null;
        }

        Envelope.Order(kind, value);
        return store.TryWrite(kind.Collection, key, current, Versions.ToStorage(kind, value));
    }

    // The answer to the write that removed the last finalizer still shows the version before it, as upstream does.
    private static JsonObject Restore(JsonObject value, StoredObject current)
    {
        value.Metadata()["resourceVersion"] = current.Value.ResourceVersion();
        return value;
    }

    private JsonObject Insert(ResourceKind kind, JsonObject value, bool dryRun)
    {
        var name = value.Name();
        var key = ObjectKey.Of(kind.Namespaced ? value.Namespace() : null, name);
        if (dryRun)
        {
            return store.Get(kind.Collection, key) is null ? value : throw Failure.AlreadyExists(kind, name);
        }

        Envelope.Order(kind, value);
        var stored = store.TryWrite(kind.Collection, key, null, Versions.ToStorage(kind, value)) ?? throw Failure.AlreadyExists(kind, name);
        return Versions.FromStorage(kind, stored.Value);
    }
}
