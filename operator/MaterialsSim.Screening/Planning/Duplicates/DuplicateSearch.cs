using System.Text;
using MaterialsSim.Screening.Datasets;

namespace MaterialsSim.Screening.Planning.Duplicates;

/// <summary>The second look: reads the dataset again and compares the ids whose hashes repeat, byte by byte.</summary>
internal sealed class DuplicateSearch(PlanRequest request, IDatasetSource source, PlannerOptions options)
{
    /// <summary>Names the first row whose id stood in an earlier row, if there is one.</summary>
    public async Task ThrowIfDuplicateAsync(DuplicateFinder finder, CancellationToken cancellationToken)
    {
        await using var stream = await source.OpenAsync(cancellationToken);
        using var reader = await DatasetReader.OpenAsync(stream, Planner.Read(request, options), cancellationToken);
        var filter = new RowFilter(reader, request.Filter);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!filter.Passes() || !finder.Repeated.Contains(finder.Hash.Of(reader.Id)))
            {
                continue;
            }

            var id = Encoding.UTF8.GetString(reader.Id);
            if (!lines.TryAdd(id, reader.Line))
            {
                throw new DatasetException(DatasetReason.DuplicateId,
                    $"{Planner.NameOf(request)}: lines {lines[id]} and {reader.Line} have the same id {Quote.Of(id)}. " +
                    "Every candidate needs its own id: remove one, rename it, or filter it out.");
            }
        }

        if (finder.IsHopeless)
        {
            throw new DatasetException(DatasetReason.DatasetChanged,
                $"{Planner.NameOf(request)}: the dataset changed while it was read. Plan again when it rests.");
        }
    }
}
