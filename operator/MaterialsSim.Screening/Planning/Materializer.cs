using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Planning;

/// <summary>
/// Writes each batch as an object of its own. It reads the dataset a second time, when all checks have passed and the batch size is known, so
/// that a refused dataset leaves nothing behind and no batch is held in memory.
/// </summary>
internal sealed class Materializer(PlanRequest request, IDatasetSource source, PlannerOptions options)
{
    /// <summary>Writes the batches and returns their records as ranges of the written objects.</summary>
    public async Task<IReadOnlyList<BatchRecord>> WriteAsync(
        IReadOnlyList<BatchRecord> batches, IPlanSink sink, CancellationToken cancellationToken)
    {
        await using var stream = await source.OpenAsync(cancellationToken);
        using var reader = await DatasetReader.OpenAsync(stream, Planner.Read(request, options), cancellationToken);
        var filter = new RowFilter(reader, request.Filter);
        var written = new List<BatchRecord>(batches.Count);
        foreach (var batch in batches)
        {
            var length = 0L;
            await sink.WriteAsync(
                RunPaths.Input(batch.Batch),
                async (output, token) => length = await WriteAsync(batch, reader, filter, output, token),
                cancellationToken);
            written.Add(batch with { Offset = 0, Length = length });
        }

        return await NextAsync(reader, filter, cancellationToken) ? throw Changed() : written;
    }

    private async Task<long> WriteAsync(BatchRecord batch, DatasetReader reader, RowFilter filter, Stream output, CancellationToken cancellationToken)
    {
        using var lines = new DigestOutput(output);
        for (var candidate = 0; candidate < batch.Candidates; candidate++)
        {
            if (!await NextAsync(reader, filter, cancellationToken))
            {
                throw Changed();
            }

            reader.WriteCanonical(lines);
            if (lines.IsFull)
            {
                await lines.FlushAsync(cancellationToken);
            }
        }

        await lines.FlushAsync(cancellationToken);
        return lines.Flushed;
    }

    private static async ValueTask<bool> NextAsync(DatasetReader reader, RowFilter filter, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            if (filter.Passes())
            {
                return true;
            }
        }

        return false;
    }

    private DatasetException Changed() => new(DatasetReason.DatasetChanged,
        $"{Planner.NameOf(request)}: the dataset changed while it was read. Plan again when it rests.");
}
