using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;

namespace MaterialsSim.LocalCluster.Selectors;

/// <summary>A label selector in its query form: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>. Upstream: <c>apimachinery/pkg/labels/selector.go</c>.</summary>
internal sealed partial class LabelSelector
{
    public static readonly LabelSelector Everything = new([]);

    private readonly IReadOnlyList<Func<JsonObject?, bool>> _requirements;

    private LabelSelector(IReadOnlyList<Func<JsonObject?, bool>> requirements) => _requirements = requirements;

    /// <exception cref="Client.ApiException">400 when the text is no selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var requirements = new List<Func<JsonObject?, bool>>();
        foreach (var part in Split(text))
        {
            requirements.Add(Requirement(part.Trim(), text));
        }

        return new(requirements);
    }

    public bool Matches(JsonObject value)
    {
        if (_requirements.Count == 0)
        {
            return true;
        }

        var labels = value["metadata"].Object("labels");
        return _requirements.All(requirement => requirement(labels));
    }

    private static Func<JsonObject?, bool> Requirement(string part, string text)
    {
        if (SetForm().Match(part) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
            var key = set.Groups["key"].Value;
            return set.Groups["op"].Value == "in"
                ? labels => labels.String(key) is { } value && values.Contains(value)
                : labels => labels.String(key) is not { } value || !values.Contains(value);
        }

        if (EqualForm().Match(part) is { Success: true } equal)
        {
            var (key, value) = (equal.Groups["key"].Value, equal.Groups["value"].Value);
            return equal.Groups["op"].Value == "!=" ? labels => labels.String(key) != value : labels => labels.String(key) == value;
        }

        if (ExistsForm().Match(part) is { Success: true } exists)
        {
            var key = exists.Groups["key"].Value;
            var wanted = exists.Groups["not"].Length == 0;
            return labels => (labels.String(key) is not null) == wanted;
        }

        throw Failure.BadRequest($"unable to parse requirement: found '{(part.Length > 80 ? part[..80] : part)}', in selector of {text.Length} characters");
    }

    // Splits at commas outside of parentheses.
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] == ',' && depth == 0)
            {
                yield return text[start..at];
                start = at + 1;
            }
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9./_-]+)\s+(?<op>in|notin)\s*\((?<values>[^()]*)\)$")]
    private static partial Regex SetForm();

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9./_-]+)\s*(?<op>==|=|!=)\s*(?<value>[A-Za-z0-9._-]*)$")]
    private static partial Regex EqualForm();

    [GeneratedRegex(@"^(?<not>!?)\s*(?<key>[A-Za-z0-9./_-]+)$")]
    private static partial Regex ExistsForm();
}
