using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>When an Indexed Job has succeeded before all indexes have. Source: kubernetes pkg/controller/job/success_policy.go; KEP-3998.</summary>
internal sealed class SuccessPolicy(IReadOnlyList<(string? Indexes, int? Count)> rules)
{
    public static SuccessPolicy? From(JsonNode? policy) =>
        policy is null ? null : new SuccessPolicy([.. policy["rules"].Objects().Select(rule => (rule["succeededIndexes"].AsString(), (int?)rule["succeededCount"].AsInt()))]);

    /// <summary>The message of the first rule that is met, or null.</summary>
    public string? Match(IndexSet succeeded, int completions)
    {
        for (var position = 0; position < rules.Count; position++)
        {
            var (text, count) = rules[position];
            var asked = text is null ? null : IndexSet.Parse(text, completions);
            var met = asked is null ? succeeded.Count : Enumerable.Range(0, completions).Count(index => asked.Contains(index) && succeeded.Contains(index));
            if (met >= (count ?? asked?.Count ?? completions))
            {
                return $"Matched rules at index {position}";
            }
        }

        return null;
    }
}
