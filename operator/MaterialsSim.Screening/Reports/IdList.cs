using System.Text;
using System.Text.Json;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Results;

namespace MaterialsSim.Screening.Reports;

/// <summary>Reads the plan's id list, a JSON string a line, one ahead.</summary>
internal sealed class IdList(Stream ids)
{
    private const int MaxLineBytes = 64 << 10;

    private readonly LineReader _lines = new(ids, MaxLineBytes);
    private byte[]? _next;

    /// <summary>The next id as UTF-8, which <see cref="Take"/> takes; null at the end.</summary>
    public async ValueTask<byte[]?> PeekAsync(CancellationToken cancellationToken)
    {
        while (_next is null && !TryTakeLine())
        {
            if (!await _lines.FillAsync(cancellationToken))
            {
                TryTakeLine();
                break;
            }
        }

        return _next;
    }

    public void Take() => _next = null;

    private bool TryTakeLine()
    {
        if (!_lines.TryTake(out var line))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(line.Bytes);
            reader.Read();
            _next = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!)
                : reader.TokenType == JsonTokenType.String ? reader.ValueSpan.ToArray()
                : throw new JsonException();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{RunPaths.Ids} is damaged at byte {line.Offset}. Restore it from a copy, or start the run anew.", exception);
        }
    }
}
