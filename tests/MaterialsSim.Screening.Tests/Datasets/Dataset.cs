using System.IO.Compression;
using System.Text;
using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Tests.Datasets;

/// <summary>Reads whole datasets in tests.</summary>
internal static class Dataset
{
    public static readonly DatasetOptions Csv = new() { Format = DatasetFormat.Csv };

    public static readonly DatasetOptions JsonLines = new() { Format = DatasetFormat.JsonLines };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static async Task<List<ReadRow>> ReadAsync(Stream stream, DatasetOptions options)
    {
        using var reader = await DatasetReader.OpenAsync(stream, options, TestContext.Current.CancellationToken);
        var rows = new List<ReadRow>();
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            output.ResetWrittenCount();
            reader.WriteCanonical(output);
            rows.Add(new ReadRow(
                Encoding.UTF8.GetString(reader.Id), reader.Line, reader.Offset, reader.Length, Encoding.UTF8.GetString(output.WrittenSpan).TrimEnd('\n')));
        }

        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken), "The end stays the end.");
        return rows;
    }

    public static Task<List<ReadRow>> ReadAsync(string text, DatasetOptions options) => ReadAsync(new MemoryStream(Bytes(text)), options);

    /// <summary>What was read as canonical lines, or the reason and message of the error.</summary>
    public static async Task<string> OutcomeAsync(Stream stream, DatasetOptions options)
    {
        try
        {
            return string.Join('\n', (await ReadAsync(stream, options)).Select(row => $"{row.Line} {row.Offset}+{row.Length} {row.Canonical}"));
        }
        catch (DatasetException exception)
        {
            return $"{exception.Reason}: {exception.Message}";
        }
    }

    public static async Task<DatasetException> ErrorAsync(byte[] bytes, DatasetOptions options) =>
        await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(new MemoryStream(bytes), options));

    public static Task<DatasetException> ErrorAsync(string text, DatasetOptions options) => ErrorAsync(Bytes(text), options);

    public static byte[] Gzip(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
