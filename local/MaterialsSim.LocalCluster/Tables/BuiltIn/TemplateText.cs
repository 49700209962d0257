using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Tables.BuiltIn;

/// <summary>Texts about pod templates and selectors.</summary>
internal static class TemplateText
{
    public static string Containers(JsonObject owner, string member) =>
        string.Join(',', (owner["spec"].Object("template").Object("spec").Array("containers") ?? []).Select(container => container.String(member)));

    public static string Selector(JsonObject owner)
    {
        var labels = owner["spec"].Object("selector").Object("matchLabels");
        return labels is null or { Count: 0 } ? "<none>" : string.Join(',', labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value.AsString()}"));
    }
}
