using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tables;

/// <summary>A column of a kind's table.</summary>
/// <param name="Cell">The cell of an object at a moment.</param>
internal sealed record Column(
    string Name, string Type, string Format, string Description, int Priority, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public static Column Text(string name, string description, Func<JsonObject, string?> cell, int priority = 0) =>
        new(name, "string", "", description, priority, (value, _) => cell(value));

    public static Column Number(string name, string description, Func<JsonObject, long> cell, int priority = 0) =>
        new(name, "integer", "", description, priority, (value, _) => cell(value));
}
