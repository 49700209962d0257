using System.Text;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Secrets and config maps: write-only <c>stringData</c>, the type, what <c>immutable</c> promises, a bound on the size.</summary>
internal sealed class DataRules(bool isSecret) : KindRules
{
    private static readonly string[] Members = ["data", "binaryData"];
    private static readonly string[] Frozen = ["data", "binaryData", "immutable"];
    private const int MaxBytes = 1 << 20;

    public override void Default(JsonObject value, JsonObject? old)
    {
        if (!isSecret)
        {
            return;
        }

        value.Default("type", "Opaque");
        if (value.Object("stringData") is { } texts)
        {
            var data = value.Ensure("data");
            foreach (var (name, text) in texts)
            {
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.AsString() ?? ""));
            }

            value.Remove("stringData");
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var size = Members.SelectMany(member => value.Object(member) ?? []).Sum(pair => pair.Key.Length + (pair.Value.AsString()?.Length ?? 0));
        if (size > MaxBytes)
        {
            yield return FieldError.TooLong("", MaxBytes);
        }

        if (old?.Bool("immutable") == true)
        {
            foreach (var member in Frozen.Where(member => !JsonNode.DeepEquals(value[member], old[member])))
            {
                yield return FieldError.Forbidden(member, "field is immutable when `immutable` is set");
            }
        }

        if (isSecret && old is not null && value.String("type") != old.String("type"))
        {
            yield return FieldError.Invalid("type", value.String("type"), "field is immutable");
        }
    }
}
