using System.Text;
using System.Text.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>Reads a line of the batch's input, <c>{"id":"…","properties":{…}}</c>, as fetch wrote it.</summary>
internal sealed class InputRow(PropertyReader properties)
{
    private TextRange _id;
    private byte[]? _unescapedId;
    private TextRange _properties;

    /// <summary>The wanted input properties.</summary>
    public ReadOnlySpan<PropertySlot> Slots => properties.Slots;

    /// <exception cref="InvalidDataException">The line is not a candidate: the kernel, or someone else, wrote over its input.</exception>
    public void Read(in Line line)
    {
        try
        {
            if (line.IsTooLong || (!TryReadFlat(line.Bytes) && !TryRead(line.Bytes)))
            {
                throw Invalid(line, null);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Invalid(line, exception);
        }
    }

    /// <summary>The id as UTF-8, unescaped.</summary>
    public ReadOnlySpan<byte> Id(ReadOnlySpan<byte> line) => _unescapedId ?? _id.Of(line);

    /// <summary>The id as a JSON string, with its quotes.</summary>
    public ReadOnlySpan<byte> IdToken(ReadOnlySpan<byte> line) => line.Slice(_id.Start - 1, _id.Length + 2);

    /// <summary>Writes the scalar properties as an object: usually the bytes as they stand.</summary>
    public void WriteScalars(ReadOnlySpan<byte> line, RowWriter writer)
    {
        if (_properties.Length == 0)
        {
            writer.Write("{}"u8);
        }
        else if (properties.OnlyScalars)
        {
            writer.Write(_properties.Of(line));
        }
        else
        {
            WriteEachScalar(_properties.Of(line), writer);
        }
    }

    private bool TryReadFlat(ReadOnlySpan<byte> line)
    {
        _unescapedId = null;
        var scan = new FlatLine(line);
        return scan.TryPass("{\"id\":"u8) && scan.TryText(out _id) && _id.Length > 0 && scan.TryPass(","u8)
            && properties.TryReadFlat(line, ref scan, out _properties);
    }

    private bool TryRead(ReadOnlySpan<byte> line)
    {
        (_id, _unescapedId, _properties) = (default, null, default);
        properties.Clear();
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                _id = new TextRange((int)reader.TokenStartIndex + 1, reader.TokenType == JsonTokenType.String ? reader.ValueSpan.Length : -1);
                _unescapedId = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : null;
            }
            else if (reader.ValueTextEquals("properties"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return false;
                }

                var start = (int)reader.TokenStartIndex;
                properties.Read(ref reader);
                _properties = new TextRange(start, (int)reader.BytesConsumed - start);
            }
            else
            {
                reader.Skip();
            }
        }

        return _id.Length > 0;
    }

    private static void WriteEachScalar(ReadOnlySpan<byte> scalars, RowWriter writer)
    {
        var reader = new Utf8JsonReader(scalars);
        reader.Read();
        var separator = "{"u8;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            writer.Write(separator);
            writer.Write(scalars[start..(int)reader.BytesConsumed]);
            separator = ","u8;
        }

        writer.Write(separator[0] == '{' ? "{}"u8 : "}"u8);
    }

    private static InvalidDataException Invalid(in Line line, Exception? inner) => new(
        $"The batch's input is not what fetch wrote: at byte {line.Offset} there is no candidate but {JsonText.Excerpt(line.Bytes)}. The kernel must not write to its input.",
        inner);
}
