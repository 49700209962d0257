namespace MaterialsSim.Api.Schema;

/// <summary>Bounds of a list or map, and how a list is merged by server-side apply.</summary>
/// <param name="max">Most items or entries.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(int max) : Attribute
{
    /// <summary>Most items or entries.</summary>
    public int Max { get; } = max;

    /// <summary>Fewest items.</summary>
    public int Min { get; init; }

    /// <summary>Fields that identify an item; none makes the list atomic.</summary>
    public string[] Keys { get; init; } = [];
}
