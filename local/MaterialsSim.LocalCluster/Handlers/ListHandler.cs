using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Paging;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Selectors;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using MaterialsSim.LocalCluster.Tables;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Lists: selection, pages out of one snapshot, and the three representations.</summary>
internal sealed class ListHandler(ObjectStore store, PageCache pages, TableBuilder tables)
{
    public async Task HandleAsync(HttpContext context, ResourceKind kind, string? @namespace)
    {
        var selection = Selection.From(context.Request, kind, @namespace);
        var limit = context.Request.Query("limit") is { } text && int.TryParse(text, out var parsed) && parsed > 0 ? parsed : int.MaxValue;
        var (snapshot, after) = Open(context.Request, kind);
        var page = new List<StoredObject>();
        var remaining = 0;
        foreach (var item in snapshot.Items.Values)
        {
            if (after is not null && string.CompareOrdinal(item.Key, after) <= 0)
            {
                continue;
            }

            if (!selection.Matches(item.Value))
            {
                continue;
            }

            if (page.Count < limit)
            {
                page.Add(item);
            }
            else
            {
                remaining++;
            }
        }

        var metadata = new JsonObject { ["resourceVersion"] = snapshot.Revision.ToString(CultureInfo.InvariantCulture) };
        if (kind.IsCustom && Representations.Of(context.Request) == Representation.Plain)
        {
            metadata["continue"] = "";
        }

        if (remaining > 0)
        {
            metadata["continue"] = pages.Keep(kind.Collection, snapshot, page[^1].Key);
            if (selection.IsEverything)
            {
                metadata["remainingItemCount"] = remaining;
            }
        }

        switch (Representations.Of(context.Request))
        {
            case Representation.Table:
                await context.WriteAsync(200, tables.Build(kind, page.Select(item => Versions.FromStorage(kind, item.Value)), metadata, context.Request.Query("includeObject")));
                break;
            case Representation.PartialMetadata:
                await context.WriteAsync(200, new JsonObject
                {
                    ["kind"] = "PartialObjectMetadataList",
                    ["apiVersion"] = "meta.k8s.io/v1",
                    ["metadata"] = metadata,
                    ["items"] = new JsonArray([.. page.Select(item => (JsonNode)PartialMetadata.Of(item.Value))]),
                });
                break;
            default:
                await WritePlainAsync(context, kind, page, metadata);
                break;
        }
    }

    private (Snapshot Snapshot, string? After) Open(HttpRequest request, ResourceKind kind)
    {
        if (request.Query("continue") is { } token)
        {
            return pages.Find(kind.Collection, token, store);
        }

        var snapshot = store.List(kind.Collection);
        if (request.Query("resourceVersion") is { } text)
        {
            if (!long.TryParse(text, out var wanted))
            {
                throw Failure.BadRequest($"invalid resource version: {text}");
            }

            if (wanted > snapshot.Revision)
            {
                throw new Client.ApiException(504, "Timeout", $"Too large resource version: {wanted}, current: {snapshot.Revision}",
                    new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }), ["retryAfterSeconds"] = 1 });
            }
        }

        return (snapshot, null);
    }

    // Items are written from their stored bytes; nothing is built in memory.
    private static async Task WritePlainAsync(HttpContext context, ResourceKind kind, List<StoredObject> page, JsonObject metadata)
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        var writer = context.Response.BodyWriter;
        writer.Write(new JsonObject { ["kind"] = kind.ListKind, ["apiVersion"] = kind.ApiVersion }.ToUtf8().AsSpan()[..^1]);
        writer.Write(",\"metadata\":"u8);
        writer.Write(metadata.ToUtf8());
        writer.Write(",\"items\":["u8);
        var prefix = Envelope.Prefix(kind);
        for (var at = 0; at < page.Count; at++)
        {
            if (at > 0)
            {
                writer.Write(","u8);
            }

            var bytes = ObjectBytes.Of(kind, page[at]).AsSpan();
            if (!kind.IsCustom && bytes.StartsWith(prefix))
            {
                // Typed lists do not repeat kind and apiVersion in their items.
                writer.Write("{"u8);
                bytes = bytes[prefix.Length..];
            }

            writer.Write(bytes);
            if (at % 100 == 99)
            {
                await writer.FlushAsync(context.RequestAborted);
            }
        }

        writer.Write("]}\n"u8);
        await writer.FlushAsync(context.RequestAborted);
    }
}
