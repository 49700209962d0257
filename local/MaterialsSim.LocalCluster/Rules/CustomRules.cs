using System.Text.Json;
using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Resources;
using MaterialsSim.LocalCluster.Schemas;
using MaterialsSim.LocalCluster.Tables;

namespace MaterialsSim.LocalCluster.Rules;

/// <summary>Custom resources: the schema of their CRD decides. Upstream: <c>apiextensions-apiserver/pkg/registry/customresource/strategy.go</c>.</summary>
internal sealed class CustomRules(SchemaNode schema, ScalePaths? scale) : GenerationRules
{
    private const string NotChecked =
        "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

    private static readonly string[] Blocking =
        ["FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany", "FieldValueTypeInvalid"];

    private readonly bool _hasRules = RuleValidator.HasRules(schema);

    public override bool AllowsUnconditionalUpdate => false;

    public override void Default(JsonObject value, JsonObject? old) => Defaulter.Apply(value, schema);

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var errors = SchemaValidator.Validate(value, old, schema).ToList();
        errors.AddRange(ScaleErrors(value));
        if (old is null || ListTypeValidator.Validate(old, schema).Count == 0)
        {
            errors.AddRange(ListTypeValidator.Validate(value, schema));
        }

        if (_hasRules)
        {
            errors.AddRange(errors.Any(error => Blocking.Contains(error.Reason))
                ? [FieldError.Invalid("<nil>", null, NotChecked)]
                : RuleValidator.Validate(value, old, schema));
        }

        return errors;
    }

    public override IEnumerable<FieldError> ValidateStatus(JsonObject value, JsonObject old) => Validate(value, old);

    private IEnumerable<FieldError> ScaleErrors(JsonObject value)
    {
        if (scale is null || JsonPaths.Find(value, scale.SpecReplicas) is not { } found)
        {
            yield break;
        }

        if (found is not JsonValue number || number.GetValueKind() != JsonValueKind.Number)
        {
            var text = found is JsonValue scalar && scalar.TryGetValue<string>(out var shown) ? shown : found.ToJsonString();
            yield return FieldError.Invalid(scale.SpecReplicas, 0, $"{scale.SpecReplicas} accessor error: {text} is of the type string, expected int64");
        }
        else if (Numbers.ToDouble(number) < 0)
        {
            yield return FieldError.Invalid(scale.SpecReplicas, number, "should be a non-negative integer");
        }
    }
}
