using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Text out of JSON lines: unescaped, bounded, without control characters where people read it.</summary>
internal static partial class JsonText
{
    /// <summary>Longest message kept, in characters.</summary>
    public const int MaxMessage = 1024;

    /// <summary>The text between the quotes of a valid JSON string token.</summary>
    public static string Unescape(ReadOnlySpan<byte> token)
    {
        if (!token.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(token);
        }

        byte[] quoted = [(byte)'"', .. token, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>A property as text for people and files: text unescaped, numbers and truth values as the row has them; null when absent or structured.</summary>
    public static string? Of(in PropertySlot slot, ReadOnlySpan<byte> line) => slot.Kind switch
    {
        SlotKind.Number or SlotKind.NotFinite or SlotKind.Truth => Encoding.UTF8.GetString(slot.Text.Of(line)),
        SlotKind.Text => Unescape(slot.Text.Of(line)),
        _ => null,
    };

    /// <summary>A kernel's message, fit to be shown: control characters become spaces, and it is cut to 1,024 characters.</summary>
    public static string Message(string text)
    {
        if (text.Length > MaxMessage)
        {
            text = text[..(char.IsHighSurrogate(text[MaxMessage - 1]) ? MaxMessage - 1 : MaxMessage)];
        }

        return text.Any(char.IsControl) ? string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }) : text;
    }

    /// <summary>A kernel's error reason when it is a name, else <see cref="FailureReason.KernelError"/>.</summary>
    public static string Reason(string? text) => text is not null && ReasonName().IsMatch(text) ? text : FailureReason.KernelError;

    /// <summary>The start of a foreign text for an error or an example: at most 80 bytes, with invalid bytes and control characters replaced.</summary>
    public static string Excerpt(ReadOnlySpan<byte> utf8)
    {
        var length = Math.Min(utf8.Length, 80);
        while (length > 0 && length < utf8.Length && (utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Message(Encoding.UTF8.GetString(utf8[..length]));
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,63}\z")]
    private static partial Regex ReasonName();
}
