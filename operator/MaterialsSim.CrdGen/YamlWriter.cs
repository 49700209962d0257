using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MaterialsSim.CrdGen;

/// <summary>
/// Writes a JSON tree as block YAML: keys in the order of the tree, the same bytes for the same tree. Text is plain where YAML 1.1 and 1.2 read it as
/// text, quoted where not, and folded when it is long.
/// </summary>
internal sealed partial class YamlWriter
{
    private const int Width = 140;
    private readonly StringBuilder _text = new();

    public static string Write(JsonObject document)
    {
        var writer = new YamlWriter();
        writer.Object(document, 0);
        return writer._text.ToString();
    }

    private void Object(JsonObject node, int indent, bool inItem = false)
    {
        foreach (var (key, value) in node)
        {
            _text.Append(' ', inItem ? 0 : indent).Append(Text(key, flow: false)).Append(':');
            inItem = false;
            Value(value, indent);
        }
    }

    private void Value(JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: 0 }:
                _text.Append(" {}\n");
                break;
            case JsonObject child:
                _text.Append('\n');
                Object(child, indent + 2);
                break;
            case JsonArray array when array.All(i => i is JsonValue):
                _text.Append(" [").AppendJoin(", ", array.Select(i => Scalar(i!, flow: true))).Append("]\n");
                break;
            case JsonArray array:
                _text.Append('\n');
                foreach (var item in array)
                {
                    _text.Append(' ', indent).Append("- ");
                    Object(item!.AsObject(), indent + 2, inItem: true);
                }

                break;
            default:
                Scalar(value!, indent);
                break;
        }
    }

    private void Scalar(JsonNode value, int indent)
    {
        var text = Scalar(value, flow: false);
        if (text.Length + indent <= Width || value.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Contains("  ", StringComparison.Ordinal))
        {
            _text.Append(' ').Append(text).Append('\n');
            return;
        }

        _text.Append(" >-");
        var column = Width;
        foreach (var word in value.GetValue<string>().Split(' '))
        {
            if (column + 1 + word.Length > Width)
            {
                _text.Append('\n').Append(' ', indent + 2).Append(word);
                column = indent + 2 + word.Length;
            }
            else
            {
                _text.Append(' ').Append(word);
                column += 1 + word.Length;
            }
        }

        _text.Append('\n');
    }

    private static string Scalar(JsonNode value, bool flow) => value.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.ToJsonString(),
        _ => Text(value.GetValue<string>(), flow),
    };

    private static string Text(string text, bool flow)
    {
        if (text.Any(char.IsControl))
        {
            throw new InvalidOperationException("Text with control characters is not written.");
        }

        var plain = Safe().IsMatch(text) && !Words().IsMatch(text) && !(flow && text.AsSpan().IndexOfAny(",[]{}") >= 0);
        return plain ? text
            : text.Contains('\'') && text.AsSpan().IndexOfAny("\"\\") < 0 ? $"\"{text}\""
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    // Starts with a letter or '.' and a letter (so it is no number), and holds nothing that could end a plain scalar: ": ", " #", a colon or space at the end.
    [GeneratedRegex(@"^\.?[A-Za-z]([^:#]|:(?=[^ ])|(?<=[^ ])#)*(?<![: ])$")]
    private static partial Regex Safe();

    [GeneratedRegex("^(y|n|yes|no|on|off|true|false|null)$", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
