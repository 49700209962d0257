namespace MaterialsSim.LocalCluster.Server;

/// <summary>Says what is wrong with JSON text as Go's <c>encoding/json</c> scanner would, as far as the beginning of the text tells.</summary>
internal static class GoJsonError
{
    public static string Describe(string text)
    {
        var trimmed = text.TrimStart();
        if (trimmed.Length == 0)
        {
            return "unexpected end of JSON input";
        }

        if (trimmed[0] != '{')
        {
            return $"invalid character '{trimmed[0]}' looking for beginning of value";
        }

        var inner = trimmed[1..].TrimStart();
        return inner.Length == 0 ? "unexpected end of JSON input"
            : inner[0] is '"' or '}' ? "unexpected end of JSON input"
            : $"invalid character '{inner[0]}' looking for beginning of object key string";
    }
}
