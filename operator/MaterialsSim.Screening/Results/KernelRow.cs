using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Reads a candidate's whole line of kernel output. Whatever the line is, the outcome is a row: a result, or a failure that says what is wrong.</summary>
internal sealed class KernelRow(PropertyReader properties)
{
    private readonly ArrayBufferWriter<byte> _quoted = new();
    private bool _useQuoted;
    private bool _hasId;
    private bool _hasError;
    private TextRange _properties;

    public RowKind Kind { get; private set; }

    /// <summary>Status of an unranked row, reason of a failed one.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Message of an unranked or failed row; may be empty.</summary>
    public string Message { get; private set; } = "";

    /// <summary>The wanted output properties.</summary>
    public ReadOnlySpan<PropertySlot> Slots => properties.Slots;

    /// <summary>The object of properties as it stands, or <c>{}</c>.</summary>
    public ReadOnlySpan<byte> Properties(ReadOnlySpan<byte> line) =>
        _properties.Length == 0 ? "{}"u8 : _properties.Of(_useQuoted ? _quoted.WrittenSpan : line);

    public void Read(in Line line, ReadOnlySpan<byte> expectedId)
    {
        if (line.IsTooLong)
        {
            Malformed($"The line is longer than {line.Bytes.Length} bytes.");
            return;
        }

        if (!Utf8.IsValid(line.Bytes))
        {
            Malformed("The line is not valid UTF-8.");
            return;
        }

        _useQuoted = false;
        if (TryReadFlat(line.Bytes, expectedId))
        {
            return;
        }

        if (TryRead(line.Bytes, expectedId) is { } problem)
        {
            _useQuoted = NonFiniteTokens.TryQuote(line.Bytes, _quoted);
            problem = _useQuoted ? TryRead(_quoted.WrittenSpan, expectedId) : problem;
            if (problem is not null)
            {
                Malformed(problem);
            }
        }
    }

    /// <summary>Sets a failure that no line tells.</summary>
    public void Fail(string reason, string message)
    {
        (Kind, Reason, Message, _properties) = (RowKind.Failed, reason, message, default);
        properties.Clear();
    }

    private void Malformed(string problem) => Fail(FailureReason.Malformed, problem);

    private bool TryReadFlat(ReadOnlySpan<byte> line, ReadOnlySpan<byte> expectedId)
    {
        (Kind, Reason, Message) = (RowKind.Simulated, "", "");
        var scan = new FlatLine(line);
        return scan.TryPass("{\"id\":"u8) && scan.TryText(out var id) && id.Of(line).SequenceEqual(expectedId) && scan.TryPass(","u8)
            && properties.TryReadFlat(line, ref scan, out _properties);
    }

    private string? TryRead(ReadOnlySpan<byte> line, ReadOnlySpan<byte> expectedId)
    {
        (Kind, Reason, Message, _properties, _hasId, _hasError) = (RowKind.Simulated, "", "", default, false, false);
        properties.Clear();
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return "The line is not a JSON object.";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (ReadMember(ref reader, expectedId) is { } problem)
                {
                    return problem;
                }
            }

            reader.Read(); // throws when anything follows the object
            return Kind == RowKind.Simulated && _properties.Length == 0 ? "The line has neither properties nor an error." : null;
        }
        catch (JsonException exception)
        {
            return $"The line is not valid JSON at byte {exception.BytePositionInLine}.";
        }
        catch (InvalidOperationException)
        {
            return "The line has an escaped text that is not valid Unicode.";
        }
    }

    private string? ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> expectedId)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            var again = _hasId;
            _hasId = true;
            return again || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(expectedId) ? "The line has more than one id." : null;
        }

        if (reader.ValueTextEquals("properties"u8))
        {
            reader.Read();
            return ReadProperties(ref reader);
        }

        if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            return ReadError(ref reader);
        }

        if (reader.ValueTextEquals("status"u8))
        {
            reader.Read();
            return ReadStatus(ref reader);
        }

        var isMessage = reader.ValueTextEquals("message"u8);
        reader.Read();
        if (isMessage && reader.TokenType == JsonTokenType.String && !_hasError)
        {
            Message = JsonText.Message(reader.GetString()!);
        }

        reader.Skip();
        return null;
    }

    private string? ReadProperties(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject || _properties.Length > 0)
        {
            return "The line's properties are not one JSON object.";
        }

        var start = (int)reader.TokenStartIndex;
        properties.Read(ref reader);
        _properties = new TextRange(start, (int)reader.BytesConsumed - start);
        return null;
    }

    // Null means no error, and a text alone is a message: what kernels write before their authors read the contract.
    private string? ReadError(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        string? reason = null;
        string? message = null;
        if (reader.TokenType == JsonTokenType.String)
        {
            message = reader.GetString();
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isReason = reader.ValueTextEquals("reason"u8);
                var isMessage = reader.ValueTextEquals("message"u8);
                reader.Read();
                var text = reader.TokenType == JsonTokenType.String && (isReason || isMessage) ? reader.GetString() : null;
                (reason, message) = (isReason ? text : reason, isMessage ? text : message);
                reader.Skip();
            }
        }
        else
        {
            return "The line's error is not an object of reason and message.";
        }

        (Kind, Reason, Message, _hasError) = (RowKind.Failed, JsonText.Reason(reason), JsonText.Message(message ?? ""), true);
        return null;
    }

    private string? ReadStatus(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var status = reader.TokenType != JsonTokenType.String ? null
            : reader.ValueTextEquals("NotConverged"u8) ? "NotConverged"
            : reader.ValueTextEquals("OutOfModel"u8) ? "OutOfModel"
            : null;
        if (status is not null && !_hasError)
        {
            (Kind, Reason) = (RowKind.Unranked, status);
        }

        return status is null ? "The line's status is neither NotConverged nor OutOfModel." : null;
    }
}
