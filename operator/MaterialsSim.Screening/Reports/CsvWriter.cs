using System.Buffers;
using System.Globalization;
using System.Text;
using MaterialsSim.Screening.Json;

namespace MaterialsSim.Screening.Reports;

/// <summary>
/// Writes CSV as RFC 4180 has it: CRLF ends records, a field with a comma, quote or line break is quoted. A text that begins with <c>= + - @</c>,
/// a tab or a carriage return gets an apostrophe before it, unless it is a number: spreadsheets would run it as a formula, and ids and messages
/// are foreign (OWASP, "CSV Injection"). <c>report.json</c> holds the same texts as they are.
/// </summary>
internal sealed class CsvWriter(Stream stream)
{
    private const int Chunk = 256 << 10;

    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Chunk);
    private bool _inRecord;

    /// <summary>Whether enough is collected for <see cref="FlushAsync"/> to be worth it.</summary>
    public bool IsFull => _buffer.WrittenCount >= Chunk;

    public void Text(string? text) => Text(Encoding.UTF8.GetBytes(text ?? ""));

    public void Text(ReadOnlySpan<byte> utf8)
    {
        Separate();
        var guarded = !utf8.IsEmpty && "=+-@\t\r"u8.Contains(utf8[0]) && !JsonNumber.IsFinite(utf8);
        if (!utf8.ContainsAny(Quoted))
        {
            _buffer.Write(guarded ? "'"u8 : default);
            _buffer.Write(utf8);
            return;
        }

        _buffer.Write(guarded ? "\"'"u8 : "\""u8);
        for (var quote = utf8.IndexOf((byte)'"'); quote >= 0; quote = utf8.IndexOf((byte)'"'))
        {
            _buffer.Write(utf8[..(quote + 1)]);
            _buffer.Write("\""u8);
            utf8 = utf8[(quote + 1)..];
        }

        _buffer.Write(utf8);
        _buffer.Write("\""u8);
    }

    /// <summary>A field that needs neither quotes nor a guard, such as a number as the kernel wrote it.</summary>
    public void Plain(ReadOnlySpan<byte> utf8)
    {
        Separate();
        _buffer.Write(utf8);
    }

    /// <summary>A number in its shortest form that reads back the same.</summary>
    public void Number(double number)
    {
        Separate();
        number.TryFormat(_buffer.GetSpan(32), out var length, "R", CultureInfo.InvariantCulture);
        _buffer.Advance(length);
    }

    public void Empty() => Separate();

    public void EndRecord()
    {
        _buffer.Write("\r\n"u8);
        _inRecord = false;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    private void Separate()
    {
        _buffer.Write(_inRecord ? ","u8 : default);
        _inRecord = true;
    }
}
