using System.Globalization;
using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Objects;

/// <summary>Reads and writes the parts of <c>metadata</c> that every object has.</summary>
internal static class Meta
{
    public static JsonObject Metadata(this JsonObject value) => value.Ensure("metadata");

    public static string Name(this JsonObject value) => value["metadata"].String("name") ?? "";

    public static string Namespace(this JsonObject value) => value["metadata"].String("namespace") ?? "";

    public static string Uid(this JsonObject value) => value["metadata"].String("uid") ?? "";

    public static string ResourceVersion(this JsonObject value) => value["metadata"].String("resourceVersion") ?? "";

    public static bool IsDeleting(this JsonObject value) => value["metadata"].String("deletionTimestamp") is not null;

    public static JsonArray? Finalizers(this JsonObject value) => value["metadata"].Array("finalizers");

    public static bool HasFinalizers(this JsonObject value) => value.Finalizers() is { Count: > 0 };

    public static bool HasFinalizer(this JsonObject value, string name) =>
        value.Finalizers() is { } list && list.Any(item => item.AsString() == name);

    /// <summary>The instant in the form of <c>metav1.Time</c>: RFC 3339 with whole seconds.</summary>
    public static string Timestamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
