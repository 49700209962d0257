using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MaterialsSim.LocalCluster.Yaml;

/// <summary>YAML documents as JSON trees. Plain scalars get the types of the YAML 1.1 subset that Kubernetes' parser (sigs.k8s.io/yaml) gives them.</summary>
public static partial class YamlToJson
{
    // Aliases are expanded into the tree, so a hostile document could grow exponentially ("billion laughs").
    private const int MaxNodes = 500_000;

    /// <summary>All documents of a text; an empty document is null.</summary>
    /// <exception cref="FormatException">The text is no YAML; the message says where.</exception>
    public static IReadOnlyList<JsonNode?> Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var budget = MaxNodes;
            return [.. stream.Documents.Select(document => Convert(document.RootNode, ref budget))];
        }
        catch (YamlException broken)
        {
            throw new FormatException($"yaml: line {broken.Start.Line}: {broken.Message}", broken);
        }
    }

    /// <summary>The first document, null when there is none.</summary>
    public static JsonNode? First(string text) => Parse(text) is [var first, ..] ? first : null;

    private static JsonNode? Convert(YamlNode node, ref int budget)
    {
        if (--budget < 0)
        {
            throw new FormatException($"yaml: document has more than {MaxNodes} nodes");
        }

        switch (node)
        {
            case YamlMappingNode map:
                var result = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    result[(key as YamlScalarNode)?.Value ?? throw new FormatException($"yaml: line {key.Start.Line}: a key that is no text")] =
                        Convert(value, ref budget);
                }

                return result;
            case YamlSequenceNode list:
                var array = new JsonArray();
                foreach (var item in list.Children)
                {
                    array.Add(Convert(item, ref budget));
                }

                return array;
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                throw new FormatException($"yaml: line {node.Start.Line}: unsupported node");
        }
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str"))
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            _ when Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when Real().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
            _ => text,
        };
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.?[0-9]+)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
