using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Results;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Reports;

/// <summary>
/// Writes a run's report. Feed the batches in batch order to <see cref="AddResultsAsync"/> and <see cref="AddFailedBatchAsync"/>, then
/// <see cref="CompleteAsync"/>, then write the small files. Memory does not grow with the number of candidates, only with the front.
/// </summary>
public sealed class ReportWriter
{
    /// <summary>Members of the front in <c>front.csv</c>; a larger front is cut to its best.</summary>
    public const int MaxFrontRecords = 10_000;

    private readonly ReportContext _context;
    private readonly IdList _ids;
    private readonly CandidateTable _table;
    private readonly IReadOnlyList<SummaryEntry> _front;
    private long _candidates;

    /// <summary>Writes about <paramref name="context"/>; <paramref name="ids"/> is the plan's id list.</summary>
    public ReportWriter(ReportContext context, Stream ids, Stream resultsCsv, Stream failedCsv)
    {
        _context = context;
        _ids = new IdList(ids);
        _table = new CandidateTable(context, resultsCsv, failedCsv);
        _front = [.. context.Summary.Front.Order(EntryOrder.Instance)];
    }

    /// <summary>Adds a batch from its results object.</summary>
    /// <exception cref="InvalidDataException">The results are damaged, or their ids are not the plan's.</exception>
    public async Task AddResultsAsync(Stream results, CancellationToken cancellationToken)
    {
        // Units hold for their batch alone.
        _table.UseUnits(new Dictionary<string, string>());
        var rows = new ResultsReader(results, _table.Inputs, _table.Outputs);
        do
        {
            while (await WriteRowAsync(rows, cancellationToken))
            {
                await FlushIfFullAsync(cancellationToken);
            }
        }
        while (await rows.FillAsync(cancellationToken));
    }

    /// <summary>Adds a batch that failed as a whole; its ids come from the plan's id list.</summary>
    /// <exception cref="InvalidDataException">The id list is damaged or ends early.</exception>
    public async Task AddFailedBatchAsync(int candidates, BatchFailure failure, CancellationToken cancellationToken)
    {
        for (var i = 0; i < candidates; i++)
        {
            var id = await _ids.PeekAsync(cancellationToken) ?? throw new InvalidDataException($"{RunPaths.Ids} ends after {_candidates} candidates.");
            _ids.Take();
            _table.WriteFailed(id, failure.Reason, failure.Message);
            _candidates++;
            await FlushIfFullAsync(cancellationToken);
        }
    }

    /// <summary>Flushes both candidate files, after checking that all of the plan's candidates were written.</summary>
    /// <exception cref="InvalidDataException">Batches are missing, or the summary is of others.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_candidates != _context.Summary.Candidates || await _ids.PeekAsync(cancellationToken) is not null)
        {
            throw new InvalidDataException($"The report has {_candidates} candidates, the summary {_context.Summary.Candidates}, and {RunPaths.Ids} as many or others.");
        }

        await _table.FlushAsync(cancellationToken);
    }

    /// <summary>Writes <c>best.csv</c>.</summary>
    public Task WriteBestAsync(Stream stream, CancellationToken cancellationToken) =>
        EntryTable.WriteAsync(stream, _context.Ranking, BestList.Settle(_context.Summary, _context.Ranking), ranked: true, cancellationToken);

    /// <summary>Writes <c>front.csv</c>, best score first; above <see cref="MaxFrontRecords"/> members the best of them.</summary>
    public Task WriteFrontAsync(Stream stream, CancellationToken cancellationToken) =>
        EntryTable.WriteAsync(stream, _context.Ranking, _front.Take(MaxFrontRecords), ranked: false, cancellationToken);

    /// <summary>Writes <c>report.json</c>.</summary>
    public Task WriteReportAsync(Stream stream, CancellationToken cancellationToken) =>
        ReportJson.WriteAsync(stream, _context, BestList.Settle(_context.Summary, _context.Ranking), _front, _table.Statistics, cancellationToken);

    // The id comes first: nothing may be awaited while a line of the results is held.
    private async ValueTask<bool> WriteRowAsync(ResultsReader rows, CancellationToken cancellationToken)
    {
        var expected = await _ids.PeekAsync(cancellationToken);
        if (!WriteRow(rows, expected))
        {
            return false;
        }

        _ids.Take();
        _candidates++;
        return true;
    }

    private bool WriteRow(ResultsReader rows, byte[]? expected)
    {
        if (!rows.TryTake(out var line))
        {
            return false;
        }

        if (rows.TakeUnits() is { } units)
        {
            _table.UseUnits(units);
        }

        var id = rows.Row.Id(line.Bytes);
        if (expected is null || !id.SequenceEqual(expected))
        {
            throw new InvalidDataException($"The results have candidate {JsonText.Excerpt(id)} where the plan has {JsonText.Excerpt(expected)}. Feed the batches in order.");
        }

        _table.Write(rows.Row, id, line.Bytes);
        return true;
    }

    private ValueTask FlushIfFullAsync(CancellationToken cancellationToken) => _table.IsFull ? _table.FlushAsync(cancellationToken) : default;
}
