using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Api;
using MaterialsSim.LocalCluster.Client;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Server;
using MaterialsSim.LocalCluster.Storage;
using MaterialsSim.LocalCluster.Tables;
using Microsoft.AspNetCore.Http;

namespace MaterialsSim.LocalCluster.Handlers;

/// <summary>Writes watch events, one JSON object a line, in the representation that the client asked for.</summary>
internal sealed class EventWriter(HttpContext context, ResourceKind kind, Representation representation, TableBuilder tables)
{
    private readonly PipeWriter _output = context.Response.BodyWriter;
    private bool _headersSent;

    public void Write(string type, StoredObject item) => Write(type, representation switch
    {
        Representation.Table => Table(item),
        Representation.PartialMetadata => PartialMetadata.Of(item.Value).ToUtf8(),
        _ => ObjectBytes.Of(kind, item),
    });

    public void WriteBookmark(long revision, bool initialEventsEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (initialEventsEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var bookmark = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata };
        Write("BOOKMARK", representation == Representation.Table
            ? tables.Build(kind, [], metadata.Copy(), "None").ToUtf8()
            : bookmark.ToUtf8());
    }

    public void WriteError(ApiException refusal) => Write("ERROR", Responses.Status(refusal).ToUtf8());

    public Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken).AsTask();

    private byte[] Table(StoredObject item)
    {
        // Only the first table of a stream carries the column definitions.
        var value = Versions.FromStorage(kind, item.Value);
        var table = tables.Build(kind, [value], new JsonObject { ["resourceVersion"] = item.Value.ResourceVersion() },
            context.Request.Query("includeObject"), headers: !_headersSent);
        _headersSent = true;
        return table.ToUtf8();
    }

    private void Write(string type, byte[] json)
    {
        _output.Write("{\"type\":\""u8);
        _output.Write(Encoding.ASCII.GetBytes(type));
        _output.Write("\",\"object\":"u8);
        _output.Write(json);
        _output.Write("}\n"u8);
    }
}
