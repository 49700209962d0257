using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>
/// Events have two served forms, core/v1 and events.k8s.io/v1, over one stored object. The renamed fields are those of
/// <c>pkg/apis/events/v1/conversion.go</c> upstream.
/// </summary>
internal static class EventForms
{
    public const string Collection = "events";

    private static readonly (string Core, string EventsV1)[] Renamed =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public static JsonObject ToCore(JsonObject value) => Rename(value, toCore: true);

    public static JsonObject ToEventsV1(JsonObject value) => Rename(value, toCore: false);

    private static JsonObject Rename(JsonObject value, bool toCore)
    {
        foreach (var (core, eventsV1) in Renamed)
        {
            var (from, to) = toCore ? (eventsV1, core) : (core, eventsV1);
            if (value.ContainsKey(from))
            {
                var content = value[from];
                value.Remove(from);
                value[to] = content;
            }
        }

        return value;
    }
}
