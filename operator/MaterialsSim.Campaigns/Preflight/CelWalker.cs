using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MaterialsSim.Api;
using MaterialsSim.Api.Schema;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>Checks a campaign's CEL rules in process, each by its twin in <see cref="CelRules"/>.</summary>
internal static class CelWalker
{
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IEnumerable<PreflightProblem> Violations(SimulationCampaign campaign)
    {
        var root = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = campaign.Metadata.Name },
            ["spec"] = JsonSerializer.SerializeToNode(campaign.Spec, s_json),
        };
        return Own(typeof(SimulationCampaign), root, "").Concat(Below(campaign.Spec, root["spec"]!, "spec"));
    }

    private static IEnumerable<PreflightProblem> Below(object value, JsonNode node, string path)
    {
        foreach (var problem in Own(value.GetType(), node, path))
        {
            yield return problem;
        }

        foreach (var property in value.GetType().GetProperties())
        {
            var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;
            if (name is null || property.GetValue(value) is not { } child || node[name] is not { } childNode)
            {
                continue;
            }

            foreach (var problem in Children(child, childNode, $"{path}.{name}").SelectMany(c => Below(c.Value, c.Node, c.Path)))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<(object Value, JsonNode Node, string Path)> Children(object value, JsonNode node, string path)
    {
        if (value is IEnumerable items and not string && node is JsonArray array)
        {
            return items.Cast<object>().Select((item, i) => (item, array[i]!, $"{path}[{i}]")).Where(c => IsOurs(c.item));
        }

        return IsOurs(value) && node is JsonObject ? [(value, node, path)] : [];
    }

    private static bool IsOurs(object value) => value.GetType() is { IsClass: true } type && type.Assembly == typeof(SimulationCampaign).Assembly;

    private static IEnumerable<PreflightProblem> Own(Type type, JsonNode node, string path) =>
        from rule in type.GetCustomAttributes<CelRuleAttribute>()
        where !CelRules.All[rule.Rule](node, null)
        select new PreflightProblem(Reasons.InvalidSpec, path.Length == 0 ? "metadata.name" : path + rule.FieldPath, rule.Message);
}
