using System.Text;

namespace MaterialsSim.Campaigns.Preflight;

/// <summary>Text that users wrote, as messages quote it.</summary>
internal static class ForeignText
{
    private const int MaxBytes = 80;

    /// <summary>At most 80 bytes of UTF-8, cut at a character, control characters shown as '?'.</summary>
    public static string Cut(string text)
    {
        var result = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MaxBytes)
            {
                break;
            }

            result.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return result.ToString();
    }
}
