using MaterialsSim.Screening.Datasets;
using MaterialsSim.Screening.Json;
using MaterialsSim.Screening.Planning.Duplicates;

namespace MaterialsSim.Screening.Planning;

/// <summary>The one pass over the dataset: checks every row, lists the ids, marks where batches may be cut.</summary>
internal sealed class PlanningPass(PlanRequest request, IDatasetSource source, PlannerOptions options) : IDisposable
{
    private readonly RowMarks _marks = new(request.BatchSize);
    private readonly DuplicateFinder _duplicates = new(options);
    private readonly string _name = Planner.NameOf(request);
    private long _rows;

    /// <summary>The batches, as byte ranges of the (decompressed) dataset.</summary>
    public IReadOnlyList<BatchRecord> Batches { get; private set; } = [];

    public int BatchSize { get; private set; }

    public IReadOnlyList<string> Inputs { get; private set; } = [];

    public IReadOnlyList<string>? Columns { get; private set; }

    public long Candidates => _marks.Count;

    public long FilteredOut => _rows - _marks.Count;

    public string IdsSha256 { get; private set; } = "";

    /// <summary>Runs the pass and writes the id list.</summary>
    public async Task RunAsync(Stream ids, CancellationToken cancellationToken)
    {
        await using var stream = await source.OpenAsync(cancellationToken);
        using var reader = await DatasetReader.OpenAsync(stream, Planner.Read(request, options), cancellationToken);
        Columns = reader.Columns;
        if (Columns is not null)
        {
            CheckInputs(reader.Inputs);
        }

        await ReadRowsAsync(reader, ids, cancellationToken);
        Inputs = reader.Inputs;
        CheckRows();
        _duplicates.Complete(cancellationToken);
        if (_duplicates.Repeated.Count > 0)
        {
            await new DuplicateSearch(request, source, options).ThrowIfDuplicateAsync(_duplicates, cancellationToken);
        }

        Cut();
    }

    public void Dispose() => _duplicates.Dispose();

    private async Task ReadRowsAsync(DatasetReader reader, Stream ids, CancellationToken cancellationToken)
    {
        var filter = new RowFilter(reader, request.Filter);
        using var output = new DigestOutput(ids);
        while (await reader.ReadAsync(cancellationToken) && !_duplicates.IsHopeless)
        {
            _rows++;
            if (!filter.Passes())
            {
                continue;
            }

            _marks.Add(reader.Offset, reader.Offset + reader.Length);
            _duplicates.Add(reader.Id);
            WriteId(output, reader.Id);
            if (output.IsFull)
            {
                await output.FlushAsync(cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
        IdsSha256 = output.Sha256();
    }

    private static void WriteId(DigestOutput output, ReadOnlySpan<byte> id)
    {
        JsonText.WriteString(output, id);
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
    }

    private void CheckRows()
    {
        if (_rows == 0)
        {
            throw new DatasetException(DatasetReason.DatasetEmpty, $"{_name}: the dataset has no rows. Add candidates.");
        }

        if (Columns is null)
        {
            CheckInputs(Inputs);
        }

        if (Candidates == 0)
        {
            throw new DatasetException(DatasetReason.FilterLeavesNothing,
                $"{_name}: none of the {_rows} rows passes spec.candidates.filter. Widen the filter.");
        }
    }

    private void CheckInputs(IReadOnlyList<string> inputs)
    {
        var known = inputs.ToHashSet(StringComparer.Ordinal);
        var idColumn = request.IdColumn ?? "id";
        foreach (var filter in request.Filter)
        {
            if (!known.Contains(filter.Property) && filter.Property != idColumn)
            {
                throw Missing(filter.Property, "spec.candidates.filter names", inputs);
            }
        }

        foreach (var input in request.RequiredInputs)
        {
            if (!known.Contains(input))
            {
                throw Missing(input, "the campaign's objectives, constraints, distinctBy or report name", inputs);
            }
        }
    }

    private DatasetException Missing(string property, string who, IReadOnlyList<string> inputs) => new(
        DatasetReason.MissingInput,
        $"{_name}: {who} the input {Quote.Of(property)}, which the dataset does not have (the id is not an input). " +
        $"Its inputs are {Quote.Of(string.Join(", ", inputs.Take(20)))}. Correct the name.");

    private void Cut()
    {
        var smallest = BatchSizeChoice.SmallestLegal(Candidates);
        if (request.BatchSize < smallest)
        {
            throw new DatasetException(DatasetReason.TooManyBatches,
                $"{_name}: {Candidates} candidates in batches of {request.BatchSize} are more than {Plan.MaxBatches} batches. " +
                $"Set spec.execution.batchSize to {smallest} or more.");
        }

        BatchSize = request.BatchSize ?? BatchSizeChoice.Choose(Candidates, request, _marks.GroupSize);
        Batches = _marks.Batches(BatchSize);
    }
}
