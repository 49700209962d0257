using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>Reads an object of properties once, front to back, and keeps only what is wanted.</summary>
internal sealed class PropertyReader(NameTable names)
{
    private readonly PropertySlot[] _slots = new PropertySlot[names.Names.Count];

    /// <summary>The wanted properties of the last object read, in the order of the names.</summary>
    public ReadOnlySpan<PropertySlot> Slots => _slots;

    /// <summary>Notes the names that occur, when set.</summary>
    public PropertyCensus? Census { get; init; }

    /// <summary>
    /// Whether these are input properties. There a text that is a JSON number counts as that number, since inline and ConfigMap datasets hold texts only;
    /// and objects and arrays do not count, since rows of results leave them out.
    /// </summary>
    public bool AreInputs { get; init; }

    /// <summary>Whether every property of the last object was a number, text, truth value or null.</summary>
    public bool OnlyScalars { get; private set; }

    /// <summary>Forgets the last object.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Census?.BeginRow();
    }

    /// <summary>Reads the object that the reader stands on the start of, to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        Clear();
        OnlyScalars = true;
        for (var position = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; position++)
        {
            var slot = names.Find(ref reader, position);
            var name = Census is null ? default : reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
            reader.Read();
            var value = ReadValue(ref reader, wanted: slot >= 0);
            if (Census is not null && value.Kind is SlotKind.Number or SlotKind.NotFinite or SlotKind.Text or SlotKind.Truth)
            {
                Census!.See(position, name, value.Uncertainty.Length > 0);
            }

            if (!AreInputs || value.Kind != SlotKind.Structure)
            {
                Keep(slot, value);
            }
        }
    }

    /// <summary>
    /// Reads <c>"properties":{…}}</c> to the end of a flat line. False when the line is of another form, or invalid: then the general way must be taken,
    /// which reads from the start.
    /// </summary>
    public bool TryReadFlat(ReadOnlySpan<byte> line, ref FlatLine scan, out TextRange properties)
    {
        Clear();
        OnlyScalars = true;
        properties = default;
        if (!scan.TryPass("\"properties\":"u8))
        {
            return false;
        }

        var start = scan.Position;
        if (!scan.TryPass("{"u8))
        {
            return false;
        }

        for (var position = 0; ; position++)
        {
            if (!scan.TryText(out var name) || !scan.TryPass(":"u8) || !scan.TryScalar(out var kind, out var text))
            {
                return false; // an empty object too: the general reader knows it
            }

            var slot = names.Find(name.Of(line), position);
            Keep(slot, slot < 0 ? default : Scalar(kind, text, line));
            if (kind != SlotKind.Absent)
            {
                Census?.See(position, name.Of(line), uncertain: false);
            }

            if (!scan.TryPass(","u8))
            {
                break;
            }
        }

        if (!scan.TryPass("}"u8))
        {
            return false;
        }

        var end = scan.Position - (line[scan.Position - 1] == ' ' ? 1 : 0);
        properties = new TextRange(start, end - start);
        return scan.TryPass("}"u8) && scan.IsAtEnd();
    }

    private void Keep(int slot, in PropertySlot value)
    {
        if (slot >= 0)
        {
            var twice = _slots[slot].Kind != SlotKind.Absent;
            _slots[slot] = value;
            _slots[slot].Kind = twice ? SlotKind.Twice : value.Kind;
        }
    }

    private PropertySlot Scalar(SlotKind kind, TextRange text, ReadOnlySpan<byte> line) => kind switch
    {
        SlotKind.Number => Number(text.Of(line), text),
        SlotKind.Text when AreInputs && JsonNumber.TryParse(text.Of(line), out var number) => new() { Kind = SlotKind.Number, Number = number, Text = text },
        SlotKind.Text => new() { Kind = NonFiniteTokens.IsOne(text.Of(line)) ? SlotKind.NotFinite : SlotKind.Text, Text = text },
        SlotKind.Truth => new() { Kind = kind, Text = text },
        _ => default,
    };

    private PropertySlot ReadValue(ref Utf8JsonReader reader, bool wanted)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return wanted ? Number(ref reader) : new PropertySlot { Kind = SlotKind.Number };
            case JsonTokenType.String:
                return wanted && AreInputs && JsonNumber.TryParse(reader.ValueSpan, out var number) ? TextNumber(ref reader, number) : Text(ref reader);
            case JsonTokenType.True or JsonTokenType.False:
                return new PropertySlot { Kind = SlotKind.Truth, Text = Range(ref reader) };
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.StartObject when !AreInputs:
                OnlyScalars = false;
                return Measurement(ref reader);
            default:
                OnlyScalars = false;
                reader.Skip();
                return new PropertySlot { Kind = SlotKind.Structure };
        }
    }

    private static PropertySlot Number(ref Utf8JsonReader reader) => Number(reader.ValueSpan, Range(ref reader));

    private static PropertySlot Number(ReadOnlySpan<byte> token, TextRange text)
    {
        // Numbers too large for a double parse to infinity, too small ones to 0.
        var parsed = Utf8Parser.TryParse(token, out double number, out var used) && used == token.Length;
        return new PropertySlot { Kind = parsed && double.IsFinite(number) ? SlotKind.Number : SlotKind.NotFinite, Number = number, Text = text };
    }

    private static PropertySlot Text(ref Utf8JsonReader reader) => new()
    {
        Kind = NonFiniteTokens.IsOne(reader.ValueSpan) ? SlotKind.NotFinite : SlotKind.Text,
        Text = new TextRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length),
    };

    private static PropertySlot TextNumber(ref Utf8JsonReader reader, double number) =>
        Text(ref reader) with { Kind = SlotKind.Number, Number = number };

    /// <summary>An object with a numeric <c>value</c> is a value, with an <c>uncertainty</c> or without; any other object is a structure.</summary>
    private static PropertySlot Measurement(ref Utf8JsonReader reader)
    {
        var slot = new PropertySlot { Kind = SlotKind.Structure };
        var uncertainty = default(TextRange);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            var isUncertainty = !isValue && reader.ValueTextEquals("uncertainty"u8);
            reader.Read();
            if (isValue && reader.TokenType == JsonTokenType.Number)
            {
                slot = Number(ref reader);
            }
            else if (isValue && reader.TokenType == JsonTokenType.String && NonFiniteTokens.IsOne(reader.ValueSpan))
            {
                slot = Text(ref reader);
            }
            else if (isUncertainty && reader.TokenType == JsonTokenType.Number)
            {
                uncertainty = Range(ref reader);
            }

            reader.Skip();
        }

        slot.Uncertainty = slot.Kind == SlotKind.Structure ? default : uncertainty;
        return slot;
    }

    private static TextRange Range(ref Utf8JsonReader reader) => new((int)reader.TokenStartIndex, reader.ValueSpan.Length);
}
