using System.Text;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Datasets;

/// <summary>Input filters bound to a reader, evaluated on the raw cells of its current row.</summary>
internal sealed class RowFilter
{
    private readonly DatasetReader _reader;
    private readonly Condition[] _conditions;

    public RowFilter(DatasetReader reader, IReadOnlyList<InputFilter> filters)
    {
        _reader = reader;
        _conditions = [.. filters.Select(filter => new Condition(
            reader.Bind(filter.Property), filter.Min, filter.Max, Sorted(filter.In), Sorted(filter.NotIn)))];
    }

    /// <summary>True when every condition holds.</summary>
    public bool Passes()
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(_reader.GetCell(condition.Handle)))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[][]? Sorted(IReadOnlyList<string>? values)
    {
        var sorted = values?.Select(Encoding.UTF8.GetBytes).ToArray();
        if (sorted is not null)
        {
            Array.Sort(sorted, (a, b) => a.AsSpan().SequenceCompareTo(b));
        }

        return sorted;
    }

    private sealed record Condition(int Handle, double? Min, double? Max, byte[][]? In, byte[][]? NotIn)
    {
        public bool Holds(in Cell cell) =>
            cell.Kind != CellKind.Missing
            && IsWithin(cell)
            && (In is null || Contains(In, cell.Text))
            && (NotIn is null || !Contains(NotIn, cell.Text));

        private bool IsWithin(in Cell cell) =>
            (Min is null && Max is null)
            || (cell.TryGetNumber(out var number) && !(number < Min) && !(number > Max));

        private static bool Contains(byte[][] sorted, ReadOnlySpan<byte> text)
        {
            int low = 0, high = sorted.Length - 1;
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var order = text.SequenceCompareTo(sorted[middle]);
                if (order == 0)
                {
                    return true;
                }

                (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
            }

            return false;
        }
    }
}
