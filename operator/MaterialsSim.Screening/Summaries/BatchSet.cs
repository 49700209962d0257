using System.Collections;
using System.Globalization;
using System.Text;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Summaries;

/// <summary>A set of batch numbers with a canonical text such as <c>0-41,43</c>: ascending, neighbours joined, no leading zeros.</summary>
public sealed class BatchSet
{
    private readonly BitArray _bits = new(Plan.MaxBatches);

    /// <summary>How many batches are in the set.</summary>
    public int Count { get; private set; }

    /// <summary>The batches in ascending order.</summary>
    public IEnumerable<int> Batches => Enumerable.Range(0, Plan.MaxBatches).Where(Contains);

    /// <summary>Parses the canonical text; the empty text is the empty set.</summary>
    /// <exception cref="FormatException">The text is not canonical or names a batch outside 0..<see cref="Plan.MaxBatches"/>-1.</exception>
    public static BatchSet Parse(string text)
    {
        var set = new BatchSet();
        if (text.Length > 6 * Plan.MaxBatches)
        {
            throw new FormatException("The set of batches is longer than any can be.");
        }

        foreach (var range in text.Length == 0 ? [] : text.Split(','))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last) || last < first)
            {
                throw new FormatException($"'{(range.Length <= 40 ? range : range[..40])}' is not a range of batches.");
            }

            for (var batch = first; batch <= last; batch++)
            {
                set.Add(batch);
            }
        }

        // One set has one text: overlaps, wrong order, '1,2' for '1-2' and leading zeros all show here.
        return set.ToString() == text ? set : throw new FormatException("The set of batches is not in its canonical form.");
    }

    /// <summary>Adds a batch; false when it was there.</summary>
    public bool Add(int batch)
    {
        if (_bits[batch])
        {
            return false;
        }

        _bits[batch] = true;
        Count++;
        return true;
    }

    /// <summary>Removes a batch; false when it was not there.</summary>
    public bool Remove(int batch)
    {
        if (!_bits[batch])
        {
            return false;
        }

        _bits[batch] = false;
        Count--;
        return true;
    }

    /// <summary>Whether the batch is in the set.</summary>
    public bool Contains(int batch) => batch >= 0 && batch < _bits.Length && _bits[batch];

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var first = 0; first < _bits.Length; first++)
        {
            if (!_bits[first])
            {
                continue;
            }

            var last = first;
            while (Contains(last + 1))
            {
                last++;
            }

            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{last}");
            }

            first = last;
        }

        return text.ToString();
    }

    private static bool TryNumber(string text, out int batch) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out batch) && batch < Plan.MaxBatches;
}
