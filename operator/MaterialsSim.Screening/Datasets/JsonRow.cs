using System.Text.Json;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// Takes one line of JSON Lines apart: its members, and those of <c>properties</c> when that is an object. Nested values are skipped, not built.
/// </summary>
internal sealed class JsonRow
{
    /// <summary>Deepest nesting of a row, its own object included.</summary>
    public const int MaxDepth = 64;

    /// <summary>The line's own members.</summary>
    public List<JsonMember> Outer { get; } = [];

    /// <summary>Members of the object under <c>properties</c>, if any.</summary>
    public List<JsonMember> Inner { get; } = [];

    /// <summary>Parses a line. Throws <see cref="JsonException"/>; false when it is another JSON value than an object.</summary>
    public bool Parse(ReadOnlySpan<byte> line)
    {
        Outer.Clear();
        Inner.Clear();
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isProperties = reader.ValueTextEquals("properties"u8);
            Outer.Add(Member(ref reader, isProperties ? Inner : null));
        }

        // Throws when anything but white space follows.
        return !reader.Read();
    }

    private static JsonMember Member(ref Utf8JsonReader reader, List<JsonMember>? inner)
    {
        var keyStart = (int)reader.TokenStartIndex;
        var keyLength = reader.ValueSpan.Length + 2;
        var keyEscaped = reader.ValueIsEscaped;
        reader.Read();
        var type = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        var escaped = reader.ValueIsEscaped;
        if (inner is not null && type == JsonTokenType.StartObject)
        {
            inner.Clear();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                inner.Add(Member(ref reader, null));
            }
        }
        else
        {
            reader.Skip();
        }

        return new JsonMember(keyStart, keyLength, keyEscaped, start, (int)reader.BytesConsumed - start, type, escaped);
    }
}
