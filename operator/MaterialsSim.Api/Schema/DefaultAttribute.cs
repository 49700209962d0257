namespace MaterialsSim.Api.Schema;

/// <summary>The value that the API server fills in when the field is absent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultAttribute : Attribute
{
    /// <summary>A scalar default.</summary>
    public DefaultAttribute(object value) => Value = value;

    /// <summary>An empty object, so that the defaults inside it apply.</summary>
    public DefaultAttribute() => Value = null;

    /// <summary>The scalar, or null for an empty object.</summary>
    public object? Value { get; }
}
