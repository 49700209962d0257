using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>Goes over the lines of kernel output that belong to candidates; what belongs to nobody is counted, units are noted.</summary>
internal sealed class OutputCursor(Stream output, KernelOutputLimits limits)
{
    private const int MaxUnitsBytes = 64 << 10;

    private readonly LineReader _lines = new(output, limits.MaxLineBytes);

    /// <summary>The lines that were nobody's so far.</summary>
    public AnomalyTally Anomalies { get; } = new();

    /// <summary>The units, once declared.</summary>
    public SortedDictionary<string, string>? Units { get; private set; }

    /// <summary>The next candidate's line.</summary>
    /// <exception cref="KernelOutputException">The units cannot be used.</exception>
    public bool TryNext(out Line line, out ReadOnlySpan<byte> id)
    {
        while (_lines.TryRead(out line))
        {
            var kind = KernelLine.Classify(line, out id);
            if (kind == KernelLineKind.Blank)
            {
                continue;
            }

            if (!line.IsTerminated && !line.IsTooLong && !KernelLine.IsWhole(line.Bytes))
            {
                Anomalies.Add(AnomalyKind.CutLine, JsonText.Excerpt(line.Bytes));
                return false;
            }

            switch (kind)
            {
                case KernelLineKind.Candidate:
                    return true;
                case KernelLineKind.Units:
                    Declare(line.Bytes);
                    break;
                default:
                    Anomalies.Add(AnomalyKind.UnreadableLine, JsonText.Excerpt(line.Bytes));
                    break;
            }
        }

        id = default;
        return false;
    }

    private void Declare(ReadOnlySpan<byte> line)
    {
        var units = line.Length <= MaxUnitsBytes ? KernelUnits.Parse(line) : throw KernelUnits.Invalid(line);
        if (Units is not null && !Units.SequenceEqual(units))
        {
            throw new KernelOutputException(
                KernelOutputException.Units, $"The kernel declared units twice, differently: the second time {JsonText.Excerpt(line)}. Declare them once.");
        }

        Units = units;
    }
}
