using MaterialsSim.Screening.Ranking;
using MaterialsSim.Screening.Results;

namespace MaterialsSim.Screening.Reports;

/// <summary><c>results.csv</c>, a record per candidate, and <c>failed.csv</c>, a record per failed one; collects the statistics on the way.</summary>
internal sealed class CandidateTable
{
    private readonly RowScorer _scorer;
    private readonly IReadOnlyList<ReportColumn> _columns;
    private readonly PropertyStatistics?[] _statistics;
    private readonly CsvWriter _results;
    private readonly CsvWriter _failed;

    public CandidateTable(ReportContext context, Stream resultsCsv, Stream failedCsv)
    {
        _scorer = new RowScorer(context.Ranking, context.Summary.Properties);
        _columns = ReportColumn.For(context, _scorer);
        _statistics = [.. _columns.Select(column => column.IsInput ? null : new PropertyStatistics(column.Header))];
        (_results, _failed) = (new CsvWriter(resultsCsv), new CsvWriter(failedCsv));
        Inputs = new PropertyReader(_scorer.Inputs) { AreInputs = true };
        Outputs = new PropertyReader(_scorer.Outputs);
        WriteHeaders();
    }

    public PropertyReader Inputs { get; }

    public PropertyReader Outputs { get; }

    public IEnumerable<PropertyStatistics> Statistics => _statistics.OfType<PropertyStatistics>();

    public bool IsFull => _results.IsFull || _failed.IsFull;

    public void UseUnits(IReadOnlyDictionary<string, string> units)
    {
        _scorer.UseUnits(units);
        foreach (var statistics in Statistics)
        {
            if (units.TryGetValue(statistics.Name, out var unit))
            {
                statistics.UseUnit(unit);
            }
        }
    }

    /// <summary>Writes a candidate of a batch that has results.</summary>
    public void Write(ResultRow row, ReadOnlySpan<byte> id, ReadOnlySpan<byte> line)
    {
        _results.Text(id);
        WriteProperties(row, line);
        var outcome = row.Kind == RowKind.Simulated ? _scorer.Rank(row.Inputs, row.Outputs) : RowOutcome.Failed;
        if (row.Kind == RowKind.Unranked)
        {
            WriteState(null, "Unranked", row.Reason, row.Message);
        }
        else if (row.Kind == RowKind.Failed)
        {
            WriteFailure(id, row.Reason, row.Message);
        }
        else if (outcome == RowOutcome.Failed)
        {
            WriteFailure(id, _scorer.FailureReason, _scorer.FailureMessage);
        }
        else
        {
            WriteState(outcome == RowOutcome.Ranked ? _scorer.Score : null, outcome == RowOutcome.Ranked ? "Succeeded" : "Infeasible", "", "");
        }
    }

    /// <summary>Writes a candidate of a batch that failed as a whole.</summary>
    public void WriteFailed(ReadOnlySpan<byte> id, string reason, string message)
    {
        _results.Text(id);
        foreach (var column in _columns)
        {
            _results.Empty();
            if (column.HasUncertainty)
            {
                _results.Empty();
            }
        }

        WriteFailure(id, reason, message);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _results.FlushAsync(cancellationToken);
        await _failed.FlushAsync(cancellationToken);
    }

    private void WriteHeaders()
    {
        _results.Text("id");
        foreach (var column in _columns)
        {
            _results.Text(column.Header);
            if (column.HasUncertainty)
            {
                _results.Text(column.Header + "_uncertainty");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["score", "state", "reason", "message"])
        {
            _results.Text(name);
        }

        _results.EndRecord();
        foreach (var name in (ReadOnlySpan<string>)["id", "reason", "message"])
        {
            _failed.Text(name);
        }

        _failed.EndRecord();
    }

    private void WriteProperties(ResultRow row, ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            var column = _columns[i];
            ref readonly var slot = ref (column.IsInput ? row.Inputs : row.Outputs)[column.Slot];
            WriteValue(slot, line);
            if (column.HasUncertainty)
            {
                _results.Plain(slot.Uncertainty.Of(line));
            }

            if (slot.Kind == SlotKind.Number && row.Kind == RowKind.Simulated)
            {
                _statistics[i]?.Add(slot.Number);
            }
        }
    }

    private void WriteValue(in PropertySlot slot, ReadOnlySpan<byte> line)
    {
        var text = slot.Text.Of(line);
        switch (slot.Kind)
        {
            case SlotKind.Number or SlotKind.Truth:
                _results.Plain(text);
                break;
            case SlotKind.NotFinite:
                _results.Text(text);
                break;
            case SlotKind.Text when text.Contains((byte)'\\'):
                _results.Text(JsonText.Unescape(text));
                break;
            case SlotKind.Text:
                _results.Text(text);
                break;
            default:
                _results.Empty();
                break;
        }
    }

    private void WriteFailure(ReadOnlySpan<byte> id, string reason, string message)
    {
        WriteState(null, "Failed", reason, message);
        _failed.Text(id);
        _failed.Text(reason);
        _failed.Text(message);
        _failed.EndRecord();
    }

    private void WriteState(double? score, string state, string reason, string message)
    {
        if (score is { } number)
        {
            _results.Number(number);
        }
        else
        {
            _results.Empty();
        }

        _results.Text(state);
        _results.Text(reason);
        _results.Text(message);
        _results.EndRecord();
    }
}
