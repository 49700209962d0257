using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Planning;

/// <summary>Reads one planned batch back: exactly its candidates, in canonical JSON Lines.</summary>
public static class BatchReader
{
    /// <summary>
    /// Copies a batch. <paramref name="range"/> gives the record's bytes (<see cref="BatchRecord.Offset"/>, <see cref="BatchRecord.Length"/>) of its
    /// object, or of the artifact <c>input/{n}.jsonl</c> when the plan is materialised, and ends there.
    /// </summary>
    /// <exception cref="DatasetException"><see cref="DatasetReason.DatasetChanged"/>: these are not the candidates that were planned.</exception>
    public static async Task CopyAsync(Plan plan, BatchRecord record, Stream range, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            using var reader = await DatasetReader.OpenAsync(range, Options(plan), cancellationToken);
            await CopyAsync(plan, record, reader, output, cancellationToken);
        }
        catch (DatasetException exception) when (exception.Reason != DatasetReason.DatasetChanged)
        {
            throw Changed(plan, record, exception.Message, exception);
        }
    }

    private static async Task CopyAsync(Plan plan, BatchRecord record, DatasetReader reader, Stream output, CancellationToken cancellationToken)
    {
        var filter = new RowFilter(reader, plan.Materialised ? [] : plan.Request.Filter);
        using var lines = new DigestOutput(output);
        var candidates = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!filter.Passes())
            {
                continue;
            }

            if (++candidates > record.Candidates)
            {
                throw Changed(plan, record, $"it holds more than {record.Candidates} candidates");
            }

            reader.WriteCanonical(lines);
            if (lines.IsFull)
            {
                await lines.FlushAsync(cancellationToken);
            }
        }

        if (candidates != record.Candidates || reader.Offset + reader.Length != record.Length)
        {
            throw Changed(plan, record, $"it holds {candidates} of {record.Candidates} candidates in {reader.Offset + reader.Length} of {record.Length} bytes");
        }

        await lines.FlushAsync(cancellationToken);
    }

    private static DatasetOptions Options(Plan plan) => plan.Materialised
        ? new DatasetOptions { Format = DatasetFormat.JsonLines, Name = Planner.NameOf(plan.Request) }
        : new DatasetOptions
        {
            Format = plan.Request.Format,
            IdColumn = plan.Request.IdColumn,
            Columns = plan.Columns,
            Name = Planner.NameOf(plan.Request),
        };

    private static DatasetException Changed(Plan plan, BatchRecord record, string what, Exception? inner = null) => new(
        DatasetReason.DatasetChanged,
        $"Batch {record.Batch} of {Planner.NameOf(plan.Request)} is not what was planned: {what.TrimEnd('.')}. " +
        "The dataset changed during the run: restore it, or start a new run on the new one.",
        inner);
}
