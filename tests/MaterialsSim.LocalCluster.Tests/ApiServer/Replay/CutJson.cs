using System.Text.Json;
using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>Reads JSON that was cut off: the last, incomplete member is dropped and what is open is closed.</summary>
internal static class CutJson
{
    public static JsonNode? Parse(string text)
    {
        var open = new Stack<char>();
        var (inText, escaped, complete) = (false, false, (At: 0, Closing: ""));
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (inText)
            {
                escaped = !escaped && character == '\\';
                inText = escaped || character != '"' || (at > 0 && text[at - 1] == '\\' && !IsEven(text, at));
                continue;
            }

            switch (character)
            {
                case '"':
                    inText = true;
                    escaped = false;
                    break;
                case '{' or '[':
                    open.Push(character == '{' ? '}' : ']');
                    complete = (at + 1, string.Concat(open));
                    break;
                case '}' or ']':
                    open.Pop();
                    complete = (at + 1, string.Concat(open));
                    break;
                case ',':
                    complete = (at, string.Concat(open));
                    break;
            }
        }

        return JsonNode.Parse(text[..complete.At] + complete.Closing);
    }

    private static bool IsEven(string text, int quote)
    {
        var slashes = 0;
        for (var at = quote - 1; at >= 0 && text[at] == '\\'; at--)
        {
            slashes++;
        }

        return slashes % 2 == 0;
    }
}
