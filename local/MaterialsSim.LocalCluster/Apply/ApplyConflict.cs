using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Client;

namespace MaterialsSim.LocalCluster.Apply;

/// <summary>The refusal of an apply that would take fields of other managers. Upstream: <c>managedfields/internal/conflict.go</c>.</summary>
internal static class ApplyConflict
{
    public static ApiException Refuse(IReadOnlyList<(ManagedEntry Entry, FieldSet Fields)> conflicts)
    {
        var all = conflicts.SelectMany(conflict => conflict.Fields.Members().Select(path => (Who: Describe(conflict.Entry), Path: FieldPaths.Text(path)))).ToList();
        var causes = new JsonArray([.. all.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {conflict.Who}",
            ["field"] = conflict.Path,
        })]);
        var text = all.Count == 1
            ? $"1 conflict: conflict with {all[0].Who}: {all[0].Path}"
            : $"{all.Count} conflicts: " + string.Join('\n', all.GroupBy(conflict => conflict.Who).OrderBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => group.Select(conflict => $"- {conflict.Path}").Prepend($"conflicts with {group.Key}:")));
        return new(409, "Conflict", $"Apply failed with {text}", new JsonObject { ["causes"] = causes });
    }

    private static string Describe(ManagedEntry entry)
    {
        var who = $"\"{entry.Manager}\"" + (entry.Subresource is { } sub ? $" with subresource \"{sub}\"" : "");
        return entry.Operation != "Update" ? who : $"{who} using {entry.ApiVersion}" + (entry.Time is { } when ? $" at {when}" : "");
    }
}
