using System.Text.Json;

namespace MaterialsSim.Campaigns.Aggregation;

/// <summary>Keeps parts of status within their share of its 10 kB, whatever foreign text they carry. Sizes are of the JSON that is sent.</summary>
internal static class TextBudget
{
    /// <summary>A text of at most this many bytes of JSON, cut at a character with an ellipsis.</summary>
    public static string Cut(string text, int maxBytes)
    {
        if (text.Length <= maxBytes && Size(text) <= maxBytes)
        {
            return text;
        }

        var cut = text.Length > maxBytes ? text[..maxBytes] : text;
        while (Size(cut) > maxBytes - 6)
        {
            var length = Math.Max(0, cut.Length - Math.Max(1, (Size(cut) - maxBytes + 6) / 6));
            cut = cut[..(length > 0 && char.IsHighSurrogate(cut[length - 1]) ? length - 1 : length)];
        }

        return cut + "…";
    }

    /// <summary>The first items that fit.</summary>
    public static List<T> Fit<T>(IEnumerable<T> items, int maxBytes)
    {
        List<T> kept = [];
        foreach (var item in items)
        {
            maxBytes -= Size(item) + 1;
            if (maxBytes < 0)
            {
                break;
            }

            kept.Add(item);
        }

        return kept;
    }

    private static int Size<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web).Length;
}
