using System.Text;

namespace MaterialsSim.Screening.Datasets;

/// <summary>What an id may be: 1 to 128 bytes of UTF-8 without control characters. Slashes and dots are fine, since ids never become paths.</summary>
public static class CandidateId
{
    /// <summary>Longest id, in bytes of UTF-8.</summary>
    public const int MaxBytes = 128;

    /// <summary>What is wrong with an id, in words, or null.</summary>
    public static string? Problem(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
        {
            return "the id is empty";
        }

        if (id.Length > MaxBytes)
        {
            return $"the id {Quote.Of(id)} is {id.Length} bytes long, of at most {MaxBytes}";
        }

        return id.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) && HoldsControl(id) ? $"the id {Quote.Of(id)} holds a control character" : null;
    }

    private static bool HoldsControl(ReadOnlySpan<byte> id)
    {
        while (!id.IsEmpty)
        {
            Rune.DecodeFromUtf8(id, out var rune, out var consumed);
            if (Rune.IsControl(rune))
            {
                return true;
            }

            id = id[consumed..];
        }

        return false;
    }
}
