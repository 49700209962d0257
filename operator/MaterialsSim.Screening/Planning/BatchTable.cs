namespace MaterialsSim.Screening.Planning;

/// <summary>A file of <see cref="BatchRecord"/> lines: a run's batch table, or a wave's manifest.</summary>
public static class BatchTable
{
    /// <summary>The records as a file.</summary>
    public static byte[] Write(IReadOnlyList<BatchRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var bytes = new byte[checked(records.Count * BatchRecord.Width)];
        for (var i = 0; i < records.Count; i++)
        {
            records[i].Format(bytes.AsSpan(i * BatchRecord.Width));
        }

        return bytes;
    }

    /// <summary>All records of a file.</summary>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public static IReadOnlyList<BatchRecord> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % BatchRecord.Width != 0)
        {
            throw new FormatException($"{bytes.Length} bytes are no whole number of batch records of {BatchRecord.Width}: the batch table or manifest is damaged.");
        }

        var records = new BatchRecord[bytes.Length / BatchRecord.Width];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = BatchRecord.Parse(bytes.Slice(i * BatchRecord.Width, BatchRecord.Width));
        }

        return records;
    }
}
