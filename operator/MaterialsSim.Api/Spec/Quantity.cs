using System.Text.Json.Serialization;

namespace MaterialsSim.Api.Spec;

/// <summary>
/// A Kubernetes quantity as it was written, such as <c>500m</c> or <c>512Mi</c>. On the wire a string or an integer; kept as text, because turning it
/// into a number and back would change what the user wrote.
/// </summary>
/// <param name="Text">The text, such as <c>1</c>.</param>
[JsonConverter(typeof(QuantityJsonConverter))]
public readonly record struct Quantity(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
