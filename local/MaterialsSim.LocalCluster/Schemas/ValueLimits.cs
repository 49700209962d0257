using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>The value validations of a schema node (JSON Schema draft 4 as CRDs use it).</summary>
internal sealed record ValueLimits
{
    public static readonly ValueLimits None = new();

    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public Regex? Pattern { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }
}
