namespace MaterialsSim.Api.Schema;

/// <summary>A CEL rule that the API server checks on the object; <c>self</c> is the object of the type that carries it.</summary>
/// <param name="rule">The expression.</param>
/// <param name="message">What a person reads when it is false.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CelRuleAttribute(string rule, string message) : Attribute
{
    /// <summary>The expression.</summary>
    public string Rule { get; } = rule;

    /// <summary>What a person reads when it is false.</summary>
    public string Message { get; } = message;

    /// <summary>Path of the field at fault, relative to the object, such as <c>.low</c>.</summary>
    public string? FieldPath { get; init; }

    /// <summary><c>FieldValueInvalid</c> (the default), <c>FieldValueRequired</c>, <c>FieldValueForbidden</c> or <c>FieldValueDuplicate</c>.</summary>
    public string? Reason { get; init; }
}
