using System.Text;

namespace MaterialsSim.LocalCluster.Node.Containers;

/// <summary>
/// Expands <c>$(NAME)</c>; an unknown name stays as written and <c>$$</c> is a dollar sign.
/// Source: kubernetes third_party/forked/golang/expansion/expand.go.
/// </summary>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; position++)
        {
            var next = position + 1 < text.Length ? text[position + 1] : '\0';
            var end = next == '(' ? text.IndexOf(')', position) : -1;
            if (text[position] != '$' || (next != '$' && end < 0))
            {
                result.Append(text[position]);
            }
            else if (next == '$')
            {
                result.Append('$');
                position++;
            }
            else
            {
                var name = text[(position + 2)..end];
                result.Append(variables.TryGetValue(name, out var value) ? value : text[position..(end + 1)]);
                position = end;
            }
        }

        return result.ToString();
    }
}
