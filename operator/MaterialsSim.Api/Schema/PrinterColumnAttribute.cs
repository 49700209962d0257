namespace MaterialsSim.Api.Schema;

/// <summary>A column of <c>kubectl get</c>.</summary>
/// <param name="name">Heading.</param>
/// <param name="type">OpenAPI type: string, integer, number, boolean, date.</param>
/// <param name="jsonPath">Where the value lies.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string type, string jsonPath) : Attribute
{
    /// <summary>Heading.</summary>
    public string Name { get; } = name;

    /// <summary>OpenAPI type.</summary>
    public string Type { get; } = type;

    /// <summary>Where the value lies.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>0 is always shown, 1 only with <c>-o wide</c>.</summary>
    public int Priority { get; init; }

    /// <summary>What the column tells.</summary>
    public string? Description { get; init; }
}
