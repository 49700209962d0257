using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.LocalCluster.Schemas;

/// <summary>Functions for CEL rules, found by the rule's text. White space does not count, since YAML folds it.</summary>
internal sealed class CelValidators
{
    private readonly Dictionary<string, Func<JsonNode?, JsonNode?, bool>> _byRule;

    public CelValidators(IReadOnlyDictionary<string, Func<JsonNode?, JsonNode?, bool>> validators) =>
        _byRule = validators.ToDictionary(pair => Normal(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    public Func<JsonNode?, JsonNode?, bool>? Find(string rule) => _byRule.GetValueOrDefault(Normal(rule));

    private static string Normal(string rule) => Regex.Replace(rule.Trim(), @"\s+", " ");
}
