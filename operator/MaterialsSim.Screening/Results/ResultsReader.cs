using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Reads a results object row by row: take rows while there are any, then fill.</summary>
internal sealed class ResultsReader(Stream results, PropertyReader inputs, PropertyReader outputs)
{
    // A row holds an input line and an output line, each within the limit of one.
    private const int MaxRowBytes = 64 << 20;

    private readonly LineReader _lines = new(results, MaxRowBytes);
    private IReadOnlyDictionary<string, string>? _units;

    /// <summary>The row taken last.</summary>
    public ResultRow Row { get; } = new(inputs, outputs);

    /// <summary>What the object's last line told of lines that belong to no candidate.</summary>
    public IReadOnlyList<AnomalyCount> Anomalies { get; private set; } = [];

    /// <summary>Takes the next row. The line stays valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The object is damaged.</exception>
    public bool TryTake(out Line line)
    {
        while (_lines.TryTake(out line))
        {
            if (line.Bytes.StartsWith(ResultRowFormat.UnitsPrefix))
            {
                _units = ReadUnits(line);
                continue;
            }

            if (line.Bytes.StartsWith(ResultRowFormat.AnomaliesPrefix))
            {
                Anomalies = ResultRowFormat.ReadAnomalies(line);
                continue;
            }

            Row.Read(line);
            return true;
        }

        return false;
    }

    /// <summary>The units, once, after the line that declares them was read.</summary>
    public IReadOnlyDictionary<string, string>? TakeUnits()
    {
        var units = _units;
        _units = null;
        return units;
    }

    /// <summary>Reads more. False at the end of the object, which must be the end of a line.</summary>
    /// <exception cref="InvalidDataException">The object ends inside a row.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (await _lines.FillAsync(cancellationToken))
        {
            return true;
        }

        return TryTake(out _) ? throw new InvalidDataException("The results are damaged: they end inside a row.") : false;
    }

    private static SortedDictionary<string, string> ReadUnits(in Line line)
    {
        try
        {
            return KernelUnits.Parse(line.Bytes);
        }
        catch (KernelOutputException exception)
        {
            throw new InvalidDataException($"The results are damaged at byte {line.Offset}: no units.", exception);
        }
    }
}
