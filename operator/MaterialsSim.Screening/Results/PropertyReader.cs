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

    /// <summary>Whether a text that is a JSON number counts as that number, as it does for inputs: inline and ConfigMap datasets hold texts only.</summary>
    public bool TextMayBeNumber { get; init; }

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

            if (slot >= 0)
            {
                var twice = _slots[slot].Kind != SlotKind.Absent;
                _slots[slot] = value;
                if (twice)
                {
                    _slots[slot].Kind = SlotKind.Twice;
                }
            }
        }
    }

    private PropertySlot ReadValue(ref Utf8JsonReader reader, bool wanted)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return wanted ? Number(ref reader) : new PropertySlot { Kind = SlotKind.Number };
            case JsonTokenType.String:
                return wanted && TextMayBeNumber && JsonNumber.TryParse(reader.ValueSpan, out var number) ? TextNumber(ref reader, number) : Text(ref reader);
            case JsonTokenType.True or JsonTokenType.False:
                return new PropertySlot { Kind = SlotKind.Truth, Text = Range(ref reader) };
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.StartObject:
                OnlyScalars = false;
                return Measurement(ref reader);
            default:
                OnlyScalars = false;
                reader.Skip();
                return new PropertySlot { Kind = SlotKind.Structure };
        }
    }

    private static PropertySlot Number(ref Utf8JsonReader reader)
    {
        // Numbers too large for a double parse to infinity, too small ones to 0.
        var parsed = Utf8Parser.TryParse(reader.ValueSpan, out double number, out var used) && used == reader.ValueSpan.Length;
        return new PropertySlot
        {
            Kind = parsed && double.IsFinite(number) ? SlotKind.Number : SlotKind.NotFinite,
            Number = number,
            Text = Range(ref reader),
        };
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
