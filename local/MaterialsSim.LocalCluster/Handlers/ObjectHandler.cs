using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Apply;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Patching;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Selectors;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using MaterialsSim.LocalCluster.Tables;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Requests for one object, and those that make or remove objects.</summary>
internal sealed class ObjectHandler(ObjectStore store, ResourceWriter writer, ResourceDeleter deleter, Applier applier, TableBuilder tables)
{
    public Task GetAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var stored = Find(kind, target);
        return Representations.Of(context.Request) switch
        {
            Representation.Table => context.WriteAsync(200, tables.Build(kind, [Versions.FromStorage(kind, stored.Value)],
                new JsonObject { ["resourceVersion"] = stored.Value.ResourceVersion() }, context.Request.Query("includeObject"))),
            Representation.PartialMetadata => context.WriteAsync(200, PartialMetadata.Of(stored.Value)),
            _ => context.WriteAsync(200, ObjectBytes.Of(kind, stored)),
        };
    }

    public async Task CreateAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var options = context.Request.WriteOptions();
        var body = await context.Request.ObjectAsync(kind.Kind, context.RequestAborted);
        var created = writer.Create(kind, target.Namespace, body, options);
        context.Warn(options.Warnings);
        await context.WriteAsync(201, created);
    }

    public async Task UpdateAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var options = context.Request.WriteOptions();
        var body = await context.Request.ObjectAsync(kind.Kind, context.RequestAborted);
        var updated = writer.Update(kind, target.Namespace, target.Name!, body, target.Subresource, options);
        context.Warn(options.Warnings);
        await context.WriteAsync(200, updated);
    }

    public async Task PatchAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var options = context.Request.WriteOptions();
        var media = context.Request.MediaType();
        var body = await context.Request.BodyAsync(context.RequestAborted);
        if (media == PatchReader.ApplyType)
        {
            var (applied, created) = applier.Apply(kind, target, PatchReader.ReadApplied(body), context.Request.Flag("force"), context.Request.Query("fieldManager"), options);
            context.Warn(options.Warnings);
            await context.WriteAsync(created ? 201 : 200, applied);
            return;
        }

        var patch = PatchReader.Read(kind, media, body);
        var patched = writer.Change(kind, target.Namespace, target.Name!, target.Subresource, options, old =>
        {
            var wanted = patch(old);
            MetadataRules.ShapePatched(kind, wanted, options);
            Admission.CheckEnvelope(kind, wanted, target.Namespace, target.Name);
            return wanted;
        });
        context.Warn(options.Warnings.Distinct());
        await context.WriteAsync(200, patched);
    }

    public async Task DeleteAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var request = await DeleteRequestAsync(context);
        var result = deleter.Delete(kind, target.Namespace, target.Name!, request);
        if (result.Gone && !kind.Rules.DeleteReturnsObject)
        {
            await context.WriteAsync(200, Responses.Deleted(target.Name!, kind.Group, kind.Plural, result.Object.Uid()));
        }
        else
        {
            await context.WriteAsync(200, result.Object);
        }
    }

    /// <summary>Deletes all that match, one after the other; answers with what was there.</summary>
    public async Task DeleteCollectionAsync(HttpContext context, ResourceKind kind, ResourceRequest target)
    {
        var selection = Selection.From(context.Request, kind, target.Namespace);
        var request = await DeleteRequestAsync(context);
        var snapshot = store.List(kind.Collection);
        var items = new JsonArray();
        foreach (var item in snapshot.Items.Values.Where(item => selection.Matches(item.Value)))
        {
            try
            {
                var result = deleter.Delete(kind, item.Value.Namespace(), item.Value.Name(), request);
                items.Add(result.Object.DeepClone());
            }
            catch (ApiException gone) when (gone.Code == 404)
            {
                continue; // somebody else deleted it: that is what was asked for
            }
        }

        await context.WriteAsync(200, new JsonObject
        {
            ["kind"] = kind.ListKind,
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = store.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            ["items"] = items,
        });
    }

    private static async Task<DeleteRequest> DeleteRequestAsync(HttpContext context)
    {
        var body = await context.Request.BodyAsync(context.RequestAborted);
        var options = body.Length == 0 ? null
            : context.Request.MediaType() == Protobuf.ProtobufBody.MediaType ? Requests.FromProtobuf(body, "DeleteOptions")
            : Requests.Parse(body, context.Request.MediaType() == "application/yaml", "DeleteOptions");
        var request = DeleteRequest.From(options);
        return request with
        {
            Propagation = context.Request.Query("propagationPolicy") ?? request.Propagation,
            GracePeriodSeconds = long.TryParse(context.Request.Query("gracePeriodSeconds"), out var seconds) ? seconds : request.GracePeriodSeconds,
            DryRun = request.DryRun || context.Request.Query("dryRun") is not null,
        };
    }

    private StoredObject Find(ResourceKind kind, ResourceRequest target) =>
        store.Get(kind.Collection, ObjectKey.Of(kind.Namespaced ? target.Namespace : null, target.Name!)) ?? throw Failure.NotFound(kind, target.Name!);
}
