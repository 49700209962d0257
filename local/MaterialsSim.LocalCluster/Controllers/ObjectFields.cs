using System.Globalization;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers;

/// <summary>Reads of API objects for controllers, beside those of <see cref="Json"/> and <see cref="Meta"/>.</summary>
internal static class ObjectFields
{
    public static DateTimeOffset? Time(this JsonNode? node) =>
        DateTimeOffset.TryParse(node.AsString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    /// <summary>A scalar as text: quantities and ports may be numbers.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value ? value.AsString() ?? value.ToJsonString() : null;

    public static IEnumerable<JsonObject> Objects(this JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>The resource version as the number that it is in this API server; 0 when absent.</summary>
    public static ulong Version(this JsonObject value) =>
        ulong.TryParse(value.ResourceVersion(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The owner reference with <c>controller: true</c>.</summary>
    public static JsonObject? ControllerOf(this JsonObject value) =>
        value["metadata"]?["ownerReferences"].Objects().FirstOrDefault(owner => owner.Bool("controller") == true);

    /// <summary>A time as metav1.Time writes it.</summary>
    public static string ToWire(this DateTimeOffset time) => Meta.Timestamp(time);

    /// <summary>Drops the fraction of a second: what is kept in memory equals what is read back.</summary>
    public static DateTimeOffset WholeSeconds(this DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond));
}
