using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Tables;

/// <summary>Objects as the Table that kubectl prints. Upstream: <c>meta.k8s.io/v1 Table</c>.</summary>
internal sealed class TableBuilder(TimeProvider time)
{
    /// <param name="includeObject">None, Metadata (the default) or Object.</param>
    public JsonObject Build(ResourceKind kind, IEnumerable<JsonObject> items, JsonObject metadata, string? includeObject, bool headers = true)
    {
        var columns = kind.Columns;
        var rows = new JsonArray();
        foreach (var item in items)
        {
            rows.Add((JsonNode)Row(columns, item, includeObject));
        }

        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = headers ? new JsonArray([.. columns.Select(Definition)]) : null,
            ["rows"] = rows,
        };
    }

    private static JsonNode Definition(Column column) => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };

    private JsonObject Row(IReadOnlyList<Column> columns, JsonObject item, string? includeObject)
    {
        var now = time.GetUtcNow();
        var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(item, now))]) };
        switch (includeObject)
        {
            case "None":
                break;
            case "Object":
                row["object"] = item.DeepClone();
                break;
            case null or "Metadata":
                row["object"] = PartialMetadata.Of(item);
                break;
            default:
                throw Failure.BadRequest($"unrecognized includeObject value: \"{includeObject}\"");
        }

        return row;
    }
}
