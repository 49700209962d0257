namespace MaterialsSim.Api.Schema;

/// <summary>The allowed values of a string; on a list, of its items.</summary>
/// <param name="values">Allowed values, in the order they are shown.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesAttribute(params string[] values) : Attribute
{
    /// <summary>Allowed values.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
