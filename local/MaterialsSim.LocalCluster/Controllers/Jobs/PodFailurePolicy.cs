using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>What a failed pod means for its Job. Source: kubernetes pkg/controller/job/pod_failure_policy.go; KEP-3329 and, for FailIndex, KEP-3850.</summary>
internal sealed class PodFailurePolicy(IReadOnlyList<PodFailureRule> rules)
{
    private static readonly PodFailureVerdict Default = new(null, Counts: true, FailJobMessage: null);

    public static PodFailurePolicy? From(JsonNode? policy) =>
        policy is null ? null : new PodFailurePolicy([.. policy["rules"].Objects().Select(Rule)]);

    /// <summary>The verdict of the first rule that matches; a failure that none matches counts.</summary>
    public PodFailureVerdict Judge(PodState pod, string @namespace)
    {
        for (var position = 0; position < rules.Count; position++)
        {
            var rule = rules[position];
            if (Cause(rule, pod, @namespace) is not { } cause)
            {
                continue;
            }

            return rule.Action switch
            {
                "Ignore" => new PodFailureVerdict(rule.Action, Counts: false, null),
                "FailJob" => new PodFailureVerdict(rule.Action, Counts: true, $"{cause} matching FailJob rule at index {position}"),
                _ => new PodFailureVerdict(rule.Action, Counts: true, null),
            };
        }

        return Default;
    }

    private static string? Cause(PodFailureRule rule, PodState pod, string @namespace)
    {
        if (rule.ExitCodes is { } codes)
        {
            foreach (var (name, code) in pod.Exits)
            {
                if (code != 0 && (rule.ContainerName is null || rule.ContainerName == name) && codes.Contains(code) == rule.In)
                {
                    return $"Container {name} for pod {@namespace}/{pod.Name} failed with exit code {code}";
                }
            }

            return null;
        }

        foreach (var condition in pod.Conditions)
        {
            if (rule.Conditions.Contains(condition))
            {
                return $"Pod {@namespace}/{pod.Name} has condition {condition.Type}";
            }
        }

        return null;
    }

    private static PodFailureRule Rule(JsonNode rule)
    {
        var onExit = rule["onExitCodes"];
        return new PodFailureRule(
            rule["action"].AsString() ?? "Count",
            onExit?["containerName"].AsString(),
            onExit?["operator"].AsString() != "NotIn",
            onExit.Array("values")?.Select(value => (int)(value.AsInt() ?? 0)).ToHashSet(),
            [.. rule["onPodConditions"].Objects().Select(item => (item["type"].AsString() ?? "", item["status"].AsString() ?? "True"))]);
    }
}
