namespace MaterialsSim.Api.Schema;

/// <summary>The values of the map are quantities: integers or strings such as <c>512Mi</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantitiesAttribute : Attribute;
