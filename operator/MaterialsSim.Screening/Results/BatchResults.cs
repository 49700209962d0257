using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Turns a kernel's output into the results object of a batch, and reads results objects again.</summary>
public static class BatchResults
{
    /// <summary>
    /// Writes one row per input candidate, in input order, and summarises them. <paramref name="input"/> and <paramref name="output"/> are
    /// local, seekable and read synchronously, twice; pass <see cref="Stream.Null"/> when the kernel left no output.
    /// </summary>
    /// <exception cref="KernelOutputException">The output as a whole cannot be used.</exception>
    /// <exception cref="InvalidDataException">The input is not the batch that fetch wrote, or either file changes while it is read.</exception>
    public static async Task<PublishedBatch> WriteAsync(
        Stream input, Stream output, Stream results, RankingSpec ranking, KernelOutputLimits limits, CancellationToken cancellationToken)
    {
        var found = KernelOutput.Scan(input, output, limits, cancellationToken);
        var tally = new RowTally(ranking);
        tally.UseUnits(found.Units);
        var inputs = new InputRow(tally.Inputs);
        var row = new KernelRow(tally.Outputs);
        var lines = new LineReader(input, limits.MaxLineBytes);
        using var writer = new RowWriter(results);

        ResultRowFormat.WriteUnits(writer, found.Units);
        while (WriteRow(lines, found, inputs, row, tally, writer))
        {
            if (writer.IsFull)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        foreach (var anomaly in found.Anomalies)
        {
            tally.Summary.Anomalies.Add(anomaly);
        }

        ResultRowFormat.WriteAnomalies(writer, found.Anomalies);
        await writer.FlushAsync(cancellationToken);
        return new PublishedBatch(tally.Summary.Build(), writer.Sha256(), writer.Bytes);
    }

    /// <summary>Summarises a stored results object under a ranking, such as one that was edited after the batch was simulated.</summary>
    /// <exception cref="InvalidDataException">The object is damaged.</exception>
    public static async Task<Summary> SummariseAsync(Stream results, RankingSpec ranking, CancellationToken cancellationToken)
    {
        var tally = new RowTally(ranking);
        var rows = new ResultsReader(results, tally.Inputs, tally.Outputs);
        do
        {
            while (rows.TryTake(out var line))
            {
                if (rows.TakeUnits() is { } units)
                {
                    tally.UseUnits(units);
                }

                var row = rows.Row;
                tally.Add(row.Kind, row.Reason, row.Message, row.Id(line.Bytes), line.Bytes);
            }
        }
        while (await rows.FillAsync(cancellationToken));

        foreach (var anomaly in rows.Anomalies)
        {
            tally.Summary.Anomalies.Add(anomaly);
        }

        return tally.Summary.Build();
    }

    private static bool WriteRow(LineReader lines, KernelOutput found, InputRow inputs, KernelRow row, RowTally tally, RowWriter writer)
    {
        if (!lines.TryRead(out var inputLine))
        {
            return false;
        }

        inputs.Read(inputLine);
        var id = inputs.Id(inputLine.Bytes);
        switch (found.Find(id, out var line))
        {
            case IdIndex.None:
                row.Fail(FailureReason.Missing, "The kernel wrote no line for this candidate.");
                break;
            case IdIndex.Several:
                row.Fail(FailureReason.DuplicateResult, "The kernel wrote lines that differ for this candidate.");
                break;
            default:
                row.Read(line, id);
                break;
        }

        ResultRowFormat.Write(writer, inputs, inputLine.Bytes, row, line.Bytes);
        tally.Add(row.Kind, row.Reason, row.Message, id, inputLine.Bytes);
        return true;
    }
}
