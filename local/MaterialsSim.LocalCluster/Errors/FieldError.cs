using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Errors;

/// <summary>What is wrong with one field, in the words of <c>k8s.io/apimachinery/pkg/util/validation/field</c>.</summary>
/// <param name="Field">Path, such as <c>spec.parts[0].name</c>.</param>
/// <param name="Reason">Cause type, such as <c>FieldValueInvalid</c>.</param>
/// <param name="Body">The message without the path, such as <c>Invalid value: 3: must be …</c>.</param>
internal sealed record FieldError(string Field, string Reason, string Body)
{
    public static FieldError Invalid(string field, JsonNode? value, string detail) => InvalidText(field, Quote(value), detail);

    public static FieldError InvalidText(string field, string quotedValue, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {quotedValue}: {detail}");

    public static FieldError TypeInvalid(string field, string quotedValue, string detail) =>
        new(field, "FieldValueTypeInvalid", $"Invalid value: {quotedValue}: {detail}");

    public static FieldError Required(string field, string detail = "") =>
        new(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public static FieldError Duplicate(string field, JsonNode? value) => new(field, "FieldValueDuplicate", $"Duplicate value: {Quote(value)}");

    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<string> supported)
    {
        var known = string.Join(", ", supported.Select(item => Quote(JsonValue.Create(item))));
        return new(field, "FieldValueNotSupported", $"Unsupported value: {Quote(value)}: supported values: {known}");
    }

    public static FieldError TooMany(string field, int actual, long limit) =>
        new(field, "FieldValueTooMany", $"Too many: {actual}: must have at most {limit} items");

    public static FieldError TooLong(string field, long limit) =>
        new(field, "FieldValueTooLong", $"Too long: may not be more than {limit} bytes");

    public override string ToString() => $"{Field}: {Body}";

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Body, ["field"] = Field };

    private static string Quote(JsonNode? value) => value.ToText();
}
