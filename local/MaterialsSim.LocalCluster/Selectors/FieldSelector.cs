using System.Text.Json.Nodes;
using MaterialsSim.LocalCluster.Errors;
using MaterialsSim.LocalCluster.Objects;
using MaterialsSim.LocalCluster.Resources;

namespace MaterialsSim.LocalCluster.Selectors;

/// <summary>A field selector: <c>metadata.name=a,status.phase!=Running</c>. Each kind supports a fixed list of fields.</summary>
internal sealed class FieldSelector
{
    public static readonly FieldSelector Everything = new([]);

    private readonly IReadOnlyList<(string[] Path, string Value, bool Equal)> _terms;

    private FieldSelector(IReadOnlyList<(string[] Path, string Value, bool Equal)> terms) => _terms = terms;

    public bool IsEverything => _terms.Count == 0;

    /// <exception cref="Client.ApiException">400 for a field that the kind does not support.</exception>
    public static FieldSelector Parse(string? text, ResourceKind kind)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var terms = new List<(string[], string, bool)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw Failure.BadRequest($"invalid selector: '{(part.Length > 80 ? part[..80] : part)}'; can't understand '{(part.Length > 80 ? part[..80] : part)}'");
            }

            var equal = part[at - 1] != '!';
            var field = part[..(equal ? at : at - 1)];
            var value = part[(at + 1)..].TrimStart('=');
            if (!(field is "metadata.name" || (field == "metadata.namespace" && kind.Namespaced) || kind.SelectableFields.Contains(field)))
            {
                throw Failure.BadRequest(kind.IsCustom
                    ? $"field label not supported: {field}"
                    : $"Unable to find \"{kind.ApiVersion}, Resource={kind.Plural}\" that match label selector \"\", field selector \"{text}\": field label not supported: {field}");
            }

            terms.Add((field.Split('.'), value, equal));
        }

        return new(terms);
    }

    /// <param name="value">The object in the version that the selector speaks of.</param>
    public bool Matches(JsonObject value) => _terms.All(term => (Value(value, term.Path) == term.Value) == term.Equal);

    private static string Value(JsonNode? node, string[] path)
    {
        foreach (var part in path)
        {
            node = (node as JsonObject)?[part];
        }

        return node.AsString() ?? (node is null ? "" : node.ToText());
    }
}
