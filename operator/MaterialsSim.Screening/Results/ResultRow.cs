using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Reads one row of a results object, as <see cref="ResultRowFormat"/> wrote it.</summary>
internal sealed class ResultRow(PropertyReader inputs, PropertyReader outputs)
{
    private TextRange _id;
    private byte[]? _unescapedId;

    public RowKind Kind { get; private set; }

    /// <summary>Status of an unranked row, reason of a failed one.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Message; may be empty.</summary>
    public string Message { get; private set; } = "";

    public ReadOnlySpan<PropertySlot> Inputs => inputs.Slots;

    public ReadOnlySpan<PropertySlot> Outputs => outputs.Slots;

    /// <summary>The id as UTF-8, unescaped.</summary>
    public ReadOnlySpan<byte> Id(ReadOnlySpan<byte> line) => _unescapedId ?? _id.Of(line);

    /// <exception cref="InvalidDataException">The line is no row.</exception>
    public void Read(in Line line)
    {
        try
        {
            if (line.IsTooLong || !line.IsTerminated || !TryRead(line.Bytes))
            {
                throw Damaged(line, null);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Damaged(line, exception);
        }
    }

    private bool TryRead(ReadOnlySpan<byte> line)
    {
        (_id, _unescapedId, Kind, Reason, Message) = (default, null, RowKind.Simulated, "", "");
        inputs.Clear();
        outputs.Clear();
        var hasProperties = false;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Member(ref reader);
            reader.Read();
            switch (name)
            {
                case RowMember.Id when reader.TokenType == JsonTokenType.String:
                    _id = new TextRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    _unescapedId = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : null;
                    break;
                case RowMember.Inputs when reader.TokenType == JsonTokenType.StartObject:
                    inputs.Read(ref reader);
                    break;
                case RowMember.Properties when reader.TokenType == JsonTokenType.StartObject:
                    outputs.Read(ref reader);
                    hasProperties = true;
                    break;
                case RowMember.Status when reader.TokenType == JsonTokenType.String:
                    (Kind, Reason) = (RowKind.Unranked, reader.GetString()!);
                    break;
                case RowMember.Message when reader.TokenType == JsonTokenType.String:
                    Message = reader.GetString()!;
                    break;
                case RowMember.Error when reader.TokenType == JsonTokenType.StartObject:
                    ReadError(ref reader);
                    break;
                default:
                    return false;
            }
        }

        return _id.Length > 0 && (hasProperties || Kind == RowKind.Failed);
    }

    private static RowMember Member(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) ? RowMember.Id
        : reader.ValueTextEquals("inputs"u8) ? RowMember.Inputs
        : reader.ValueTextEquals("properties"u8) ? RowMember.Properties
        : reader.ValueTextEquals("status"u8) ? RowMember.Status
        : reader.ValueTextEquals("message"u8) ? RowMember.Message
        : reader.ValueTextEquals("error"u8) ? RowMember.Error
        : RowMember.Unknown;

    private void ReadError(ref Utf8JsonReader reader)
    {
        Kind = RowKind.Failed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReason = reader.ValueTextEquals("reason"u8);
            reader.Read();
            (Reason, Message) = isReason ? (reader.GetString()!, Message) : (Reason, reader.GetString()!);
        }
    }

    private static InvalidDataException Damaged(in Line line, Exception? inner) => new(
        $"The results are damaged at byte {line.Offset}: {JsonText.Excerpt(line.Bytes)}. Restore the object from a copy, or delete its commit to compute the batch again.", inner);

    private enum RowMember
    {
        Unknown,
        Id,
        Inputs,
        Properties,
        Status,
        Message,
        Error,
    }
}
