using System.Buffers.Text;

namespace MaterialsSim.Screening.Planning;

/// <summary>
/// One batch: a contiguous range of the dataset. In the batch table and in wave manifests a record is a line of fixed width,
/// so that a pod reads only its own by a ranged read. See <see cref="BatchTable"/> for a whole file.
/// </summary>
/// <param name="Batch">Number of the batch, from 0, the same for the whole run.</param>
/// <param name="Object">Position in <see cref="Plan.Objects"/>.</param>
/// <param name="Offset">First byte of the range (the start of a row; the CSV header is never inside).</param>
/// <param name="Length">Bytes of the range.</param>
/// <param name="FirstRow">Row of its first candidate, from 0, counted over the candidates that passed the filter.</param>
/// <param name="Candidates">Candidates in the batch after the filter.</param>
public readonly record struct BatchRecord(int Batch, int Object, long Offset, long Length, long FirstRow, int Candidates)
{
    /// <summary>Bytes of a record with its newline: six right-aligned decimal fields of 7, 7, 17, 17, 13 and 9 digits, joined by spaces.</summary>
    public const int Width = 76;

    private static ReadOnlySpan<byte> FieldWidths => [7, 7, 17, 17, 13, 9];

    /// <summary>Writes the record as a line of <see cref="Width"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is negative or too large for its digits.</exception>
    public void Format(Span<byte> destination)
    {
        ReadOnlySpan<long> fields = [Batch, Object, Offset, Length, FirstRow, Candidates];
        var line = destination[..Width];
        line.Fill((byte)' ');
        var end = -1;
        Span<byte> digits = stackalloc byte[20];
        for (var i = 0; i < fields.Length; i++)
        {
            end += 1 + FieldWidths[i];
            Utf8Formatter.TryFormat(fields[i], digits, out var length);
            if (fields[i] < 0 || length > FieldWidths[i])
            {
                throw new ArgumentOutOfRangeException(nameof(destination), fields[i], $"Batch {Batch} does not fit a record: field {i + 1} is too large.");
            }

            digits[..length].CopyTo(line[(end - length)..]);
        }

        line[Width - 1] = (byte)'\n';
    }

    /// <summary>Reads a line of <see cref="Width"/> bytes as <see cref="Format"/> writes it; false for any other bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out BatchRecord record)
    {
        record = default;
        if (line.Length != Width || line[^1] != '\n')
        {
            return false;
        }

        Span<long> fields = stackalloc long[6];
        var start = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var end = start + FieldWidths[i];
            if (!TryParseField(line[start..end], out fields[i]) || (i < 5 && line[end] != ' '))
            {
                return false;
            }

            start = end + 1;
        }

        record = new BatchRecord((int)fields[0], (int)fields[1], fields[2], fields[3], fields[4], (int)fields[5]);
        return true;
    }

    /// <summary>Reads a line of <see cref="Width"/> bytes.</summary>
    /// <exception cref="FormatException">The line is not a record.</exception>
    public static BatchRecord Parse(ReadOnlySpan<byte> line) =>
        TryParse(line, out var record)
            ? record
            : throw new FormatException($"{Datasets.Quote.Of(line)} is not a batch record of {Width} bytes: the batch table or manifest is damaged.");

    // Spaces, then digits without a leading zero: one text for each value.
    private static bool TryParseField(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var digits = field.TrimStart((byte)' ');
        if (digits.IsEmpty || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (10 * value) + (digit - '0');
        }

        return true;
    }
}
