using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>Who owns which fields: one entry of <c>metadata.managedFields</c>.</summary>
internal sealed record ManagedEntry(string Manager, string Operation, string ApiVersion, string? Subresource, string? Time, FieldSet Fields)
{
    public bool IsSame(ManagedEntry other) =>
        (Manager, Operation, ApiVersion, Subresource) == (other.Manager, other.Operation, other.ApiVersion, other.Subresource);

    public static List<ManagedEntry> Read(JsonObject value) =>
        [.. (value["metadata"].Array("managedFields") ?? []).OfType<JsonObject>().Select(entry => new ManagedEntry(
            entry.String("manager") ?? "", entry.String("operation") ?? "", entry.String("apiVersion") ?? "", entry.String("subresource"),
            entry.String("time"), FieldSet.RootFromJson(entry.Object("fieldsV1"))))];

    /// <summary>Writes the entries in upstream's order: applied ones first, then by time, manager and subresource.</summary>
    public static void Write(JsonObject value, IEnumerable<ManagedEntry> entries)
    {
        var kept = entries.Where(entry => !entry.Fields.IsEmpty)
            .OrderBy(entry => entry.Operation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Time ?? "", StringComparer.Ordinal)
            .ThenBy(entry => entry.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.Subresource ?? "", StringComparer.Ordinal)
            .Select(entry => (JsonNode)entry.ToJson())
            .ToList();
        if (kept.Count > 0)
        {
            value.Metadata()["managedFields"] = new JsonArray([.. kept]);
        }
        else
        {
            value.Metadata().Remove("managedFields");
        }
    }

    private JsonObject ToJson()
    {
        var json = new JsonObject { ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = ApiVersion };
        if (Time is not null)
        {
            json["time"] = Time;
        }

        json["fieldsType"] = "FieldsV1";
        json["fieldsV1"] = Fields.ToJson();
        if (Subresource is not null)
        {
            json["subresource"] = Subresource;
        }

        return json;
    }
}
