using System.Text.Json;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>
/// How a results object is written: JSON Lines; first <c>{"units":{…}}</c> when the kernel declared units, then a row per candidate in input order,
/// last <c>{"anomalies":[…]}</c> when lines of the kernel's output belong to no candidate.
/// </summary>
internal static class ResultRowFormat
{
    /// <summary>How the line of units begins. No row begins so.</summary>
    public static ReadOnlySpan<byte> UnitsPrefix => "{\"units\":"u8;

    /// <summary>How the line of anomalies begins.</summary>
    public static ReadOnlySpan<byte> AnomaliesPrefix => "{\"anomalies\":"u8;

    /// <summary>A candidate's row: raw properties, with the status if it has one, or the failure.</summary>
    public static void Write(RowWriter writer, InputRow input, ReadOnlySpan<byte> inputLine, KernelRow row, ReadOnlySpan<byte> kernelLine)
    {
        writer.Write("{\"id\":"u8);
        writer.Write(input.IdToken(inputLine));
        writer.Write(",\"inputs\":"u8);
        input.WriteScalars(inputLine, writer);
        if (row.Kind == RowKind.Failed)
        {
            writer.Write(",\"error\":{\"reason\":"u8);
            writer.WriteText(row.Reason);
            writer.Write(",\"message\":"u8);
            writer.WriteText(row.Message);
            writer.Write("}}\n"u8);
            return;
        }

        writer.Write(",\"properties\":"u8);
        writer.Write(row.Properties(kernelLine));
        if (row.Kind == RowKind.Unranked)
        {
            writer.Write(",\"status\":"u8);
            writer.WriteText(row.Reason);
            if (row.Message.Length > 0)
            {
                writer.Write(",\"message\":"u8);
                writer.WriteText(row.Message);
            }
        }

        writer.Write("}\n"u8);
    }

    public static void WriteUnits(RowWriter writer, SortedDictionary<string, string> units)
    {
        if (units.Count == 0)
        {
            return;
        }

        writer.Write(UnitsPrefix);
        var separator = "{"u8;
        foreach (var (name, unit) in units)
        {
            writer.Write(separator);
            writer.WriteText(name);
            writer.Write(":"u8);
            writer.WriteText(unit);
            separator = ","u8;
        }

        writer.Write("}}\n"u8);
    }

    public static void WriteAnomalies(RowWriter writer, IReadOnlyList<AnomalyCount> anomalies)
    {
        if (anomalies.Count == 0)
        {
            return;
        }

        writer.Write(AnomaliesPrefix);
        var separator = "["u8;
        foreach (var anomaly in anomalies)
        {
            writer.Write(separator);
            writer.Write("{\"kind\":"u8);
            writer.WriteText(anomaly.Kind);
            writer.Write(",\"count\":"u8);
            writer.WriteNumber(anomaly.Count);
            writer.Write(",\"example\":"u8);
            writer.WriteText(anomaly.Example);
            writer.Write("}"u8);
            separator = ","u8;
        }

        writer.Write("]}\n"u8);
    }

    /// <summary>Reads what <see cref="WriteAnomalies"/> wrote.</summary>
    public static IReadOnlyList<AnomalyCount> ReadAnomalies(in Line line)
    {
        try
        {
            var anomalies = new List<AnomalyCount>();
            using var document = JsonDocument.Parse(line.Bytes.ToArray());
            foreach (var item in document.RootElement.GetProperty("anomalies").EnumerateArray())
            {
                anomalies.Add(new AnomalyCount(
                    item.GetProperty("kind").GetString()!, item.GetProperty("count").GetInt64(), item.GetProperty("example").GetString()!));
            }

            return anomalies;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"The results are damaged at byte {line.Offset}: no list of anomalies.", exception);
        }
    }
}
