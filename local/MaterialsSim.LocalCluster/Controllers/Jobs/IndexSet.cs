using System.Globalization;
using System.Text;

namespace MaterialsSim.LocalCluster.Controllers.Jobs;

/// <summary>
/// A set of completion indexes as ordered, disjoint, non-adjacent intervals, with the text form of <c>status.completedIndexes</c>: <c>"1,3-5,7,8"</c>
/// (two neighbours are listed, three and more become a range). Source: kubernetes pkg/controller/job/indexed_job_utils.go, orderedIntervals.
/// </summary>
internal sealed class IndexSet
{
    public static readonly IndexSet Empty = new([]);

    private readonly (int First, int Last)[] _intervals;

    private IndexSet((int First, int Last)[] intervals)
    {
        _intervals = intervals;
        foreach (var (first, last) in intervals)
        {
            Count += last - first + 1;
        }
    }

    /// <summary>How many indexes are in the set.</summary>
    public int Count { get; }

    /// <summary>The set of any indexes, in any order, duplicates allowed.</summary>
    public static IndexSet Of(IEnumerable<int> indexes)
    {
        var sorted = indexes.ToArray();
        Array.Sort(sorted);
        return Normalise(sorted.Select(index => (index, index)));
    }

    /// <summary>
    /// Reads the text form; indexes at or above <paramref name="completions"/> are cut off and corrupt parts skipped (parseIndexesFromString): the
    /// status is written by the controller alone, and a spoilt part means at worst that an index runs again.
    /// </summary>
    public static IndexSet Parse(string? text, int completions)
    {
        var intervals = new List<(int First, int Last)>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-');
            var head = dash < 0 ? part : part[..dash];
            var tail = dash < 0 ? part : part[(dash + 1)..];
            if (Number(head, out var first) && Number(tail, out var last) && first <= last && first < completions)
            {
                intervals.Add((first, Math.Min(last, completions - 1)));
            }
        }

        return Normalise(intervals.OrderBy(interval => interval.First));
    }

    public bool Contains(int index)
    {
        var (low, high) = (0, _intervals.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_intervals[middle].Last < index)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _intervals.Length && _intervals[low].First <= index;
    }

    public IndexSet Union(IndexSet other) =>
        other.Count == 0 ? this : Count == 0 ? other : Normalise(_intervals.Concat(other._intervals).OrderBy(interval => interval.First));

    /// <summary>The lowest indexes below <paramref name="completions"/> that are not in the set, at most <paramref name="count"/> (firstPendingIndexes).</summary>
    public List<int> FirstMissing(int count, int completions)
    {
        var missing = new List<int>();
        var candidate = 0;
        foreach (var (first, last) in _intervals)
        {
            for (; candidate < Math.Min(first, completions) && missing.Count < count; candidate++)
            {
                missing.Add(candidate);
            }

            candidate = Math.Max(candidate, last + 1);
        }

        for (; candidate < completions && missing.Count < count; candidate++)
        {
            missing.Add(candidate);
        }

        return missing;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (first, last) in _intervals)
        {
            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
            {
                text.Append(last == first + 1 ? ',' : '-').Append(CultureInfo.InvariantCulture, $"{last}");
            }
        }

        return text.ToString();
    }

    private static IndexSet Normalise(IEnumerable<(int First, int Last)> ordered)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var (first, last) in ordered)
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return merged.Count == 0 ? Empty : new IndexSet([.. merged]);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
