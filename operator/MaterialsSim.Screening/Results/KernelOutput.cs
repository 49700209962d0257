using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Results;

/// <summary>
/// Finds each candidate's line in a kernel's output. A first look tells whether the lines stand in the order of the input, as they nearly
/// always do: then they are read along with it. Otherwise an index of 16 bytes a candidate says where they are.
/// </summary>
internal sealed class KernelOutput
{
    private const int Keys = 8;

    private readonly OutputCursor? _ordered;
    private readonly IdIndex? _index;
    private readonly LineReader? _lines;
    private long _matched;

    private KernelOutput(OutputCursor seen, OutputCursor? ordered, long matched, IdIndex? index, LineReader? lines)
    {
        (Units, Anomalies) = (seen.Units ?? [], seen.Anomalies.Counts);
        (_ordered, _matched, _index, _lines) = (ordered, matched, index, lines);
    }

    /// <summary>The units that the kernel declared, by property.</summary>
    public SortedDictionary<string, string> Units { get; }

    /// <summary>The lines that belong to no candidate.</summary>
    public IReadOnlyList<AnomalyCount> Anomalies { get; }

    /// <exception cref="KernelOutputException">The output is too large, or its units cannot be used.</exception>
    /// <exception cref="InvalidDataException">The input is not the batch.</exception>
    public static KernelOutput Scan(Stream input, Stream output, KernelOutputLimits limits, CancellationToken cancellationToken)
    {
        if (output.Length > limits.MaxTotalBytes)
        {
            throw new KernelOutputException(
                KernelOutputException.TooLarge, $"The kernel wrote {output.Length} bytes; at most {limits.MaxTotalBytes} are read. Write less a batch, or use smaller batches.");
        }

        var cursor = new OutputCursor(output, limits);
        if (TryMatchInOrder(input, cursor, limits, out var matched, cancellationToken))
        {
            return new KernelOutput(cursor, new OutputCursor(output, limits), matched, null, null);
        }

        for (var key = 0; key < Keys; key++)
        {
            cursor = new OutputCursor(output, limits);
            if (IdIndex.TryCreate(input, limits.MaxLineBytes, cancellationToken) is { } index && TryFill(index, cursor, output, limits, cancellationToken))
            {
                return new KernelOutput(cursor, null, 0, index, new LineReader(output, limits.MaxLineBytes));
            }
        }

        // Chance does not do that: two ids of one 64-bit hash under eight random keys.
        throw new InvalidDataException("The batch's input names a candidate more than once.");
    }

    /// <summary>The line of the next candidate; candidates must be asked for in input order. The offset alone tells when there is no single line.</summary>
    /// <returns>The line's offset, <see cref="IdIndex.None"/> or <see cref="IdIndex.Several"/>.</returns>
    public long Find(ReadOnlySpan<byte> id, out Line line)
    {
        line = default;
        if (_ordered is not null)
        {
            if (_matched == 0)
            {
                return IdIndex.None;
            }

            _matched--;
            return _ordered.TryNext(out line, out var found) && found.SequenceEqual(id) ? line.Offset : throw Changed();
        }

        var place = _index!.Find(id);
        var offset = place < 0 ? throw Changed() : _index.Offset(place);
        if (offset < 0)
        {
            return offset;
        }

        _lines!.Seek(offset);
        return _lines.TryRead(out line) && KernelLine.Classify(line, out var own) == KernelLineKind.Candidate
            ? own.SequenceEqual(id) ? offset : IdIndex.None
            : throw Changed();
    }

    private static bool TryMatchInOrder(Stream input, OutputCursor cursor, KernelOutputLimits limits, out long matched, CancellationToken cancellationToken)
    {
        var inputs = new LineReader(input, limits.MaxLineBytes);
        for (matched = 0; cursor.TryNext(out _, out var id); matched++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!inputs.TryRead(out var line) || KernelLine.Classify(line, out var expected) != KernelLineKind.Candidate || !id.SequenceEqual(expected))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes where each candidate's line is. False when an unknown id has the hash of a known one.</summary>
    private static bool TryFill(IdIndex index, OutputCursor cursor, Stream output, KernelOutputLimits limits, CancellationToken cancellationToken)
    {
        var earlierLines = new LineReader(output, limits.MaxLineBytes);
        while (cursor.TryNext(out var line, out var id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = index.Find(id);
            if (place < 0)
            {
                cursor.Anomalies.Add(AnomalyKind.UnknownId, JsonText.Excerpt(id));
                continue;
            }

            ref var offset = ref index.Offset(place);
            if (offset == IdIndex.None)
            {
                offset = line.Offset;
                continue;
            }

            if (offset == IdIndex.Several)
            {
                continue;
            }

            earlierLines.Seek(offset);
            if (!earlierLines.TryRead(out var earlier))
            {
                throw Changed();
            }

            // Which of two different results is right is not ours to guess; the same bytes again are one result.
            if (!line.IsTooLong && line.Bytes.SequenceEqual(earlier.Bytes))
            {
                cursor.Anomalies.Add(AnomalyKind.RepeatedLine, JsonText.Excerpt(id));
                continue;
            }

            KernelLine.Classify(earlier, out var earlierId);
            if (!earlierId.SequenceEqual(id))
            {
                return false;
            }

            offset = IdIndex.Several;
        }

        return true;
    }

    private static InvalidDataException Changed() => new("The kernel's files changed while they were read. No process of the kernel may outlive it.");
}
