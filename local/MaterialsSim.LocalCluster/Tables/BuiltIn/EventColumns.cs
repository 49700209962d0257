using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Rules;

namespace MaterialsSim.LocalCluster.Tables.BuiltIn;

/// <summary>Columns of events, of either form. Upstream: <c>printEvent</c>.</summary>
internal static class EventColumns
{
    public static readonly IReadOnlyList<Column> All =
    [
        new("Last Seen", "string", "", "Time since it happened last.", 0, (value, now) => Ages.Since(Last(Core(value)), now)),
        Column.Text("Type", "Normal or Warning.", value => Core(value).String("type") ?? ""),
        Column.Text("Reason", "Why it happened, for machines.", value => Core(value).String("reason") ?? ""),
        Column.Text("Object", "What it is about.", value => About(Core(value))),
        Column.Text("Subobject", "The part that it is about.", value => Core(value).Object("involvedObject").String("fieldPath") ?? "", 1),
        Column.Text("Source", "Who reported it.", value => Source(Core(value)), 1),
        Column.Text("Message", "What happened, for people.", value => (Core(value).String("message") ?? "").Trim()),
        new("First Seen", "string", "", "Time since it happened first.", 1, (value, now) => Ages.Since(First(Core(value)), now)),
        new("Count", "string", "", "How often it happened.", 1, (value, _) => Count(Core(value))),
        new("Name", "string", "name", "The event's own name.", 1, (value, _) => value.Name()),
    ];

    private static JsonObject Core(JsonObject value) =>
        value.ContainsKey("regarding") || value.ContainsKey("note") ? EventForms.ToCore(value.Copy()) : value;

    private static string? First(JsonObject value) => value.String("firstTimestamp") ?? value.String("eventTime");

    private static string? Last(JsonObject value) => value.Object("series").String("lastObservedTime") ?? value.String("lastTimestamp") ?? First(value);

    private static long Count(JsonObject value) => value.Object("series").Int("count") ?? value.Int("count") ?? 1;

    private static string About(JsonObject value)
    {
        var about = value.Object("involvedObject");
        return $"{about.String("kind")?.ToLowerInvariant()}/{about.String("name")}";
    }

    private static string Source(JsonObject value)
    {
        var (component, host) = (value.Object("source").String("component"), value.Object("source").String("host"));
        (component, host) = string.IsNullOrEmpty(component) ? (value.String("reportingComponent"), value.String("reportingInstance")) : (component, host);
        return string.IsNullOrEmpty(host) ? component ?? "" : $"{component}, {host}";
    }
}
