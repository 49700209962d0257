using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>A CEL rule of a CRD with the function that stands in for its expression.</summary>
/// <param name="Rule">The expression.</param>
/// <param name="Message">What to say when it does not hold.</param>
/// <param name="FieldPath">Where to say it, relative to the node, such as <c>.low</c>.</param>
/// <param name="Reason">Cause type.</param>
/// <param name="IsTransition">The rule compares with oldSelf: it is skipped where there is none.</param>
/// <param name="Holds">self, oldSelf → whether the rule holds.</param>
internal sealed record CelRule(
    string Rule, string Message, string? FieldPath, string Reason, bool IsTransition, Func<JsonNode?, JsonNode?, bool> Holds);
