namespace MaterialsSim.Screening.Planning;

/// <summary>
/// Where groups of candidates begin and end, in bounded memory, while their number is unknown: when there are too many groups, neighbours are
/// merged and the group doubles. Batches are then made of whole groups.
/// </summary>
internal sealed class RowMarks
{
    /// <summary>Groups kept. Several times <see cref="Plan.MaxBatches"/>, so that a batch can be sized well in groups.</summary>
    public const int MaxGroups = 1 << 16;

    private readonly List<(long Start, long End)> _groups = [];
    private readonly bool _fixed;
    private int _room;

    /// <summary>With a batch size, a group is a batch and is never merged; groups that no run may have are counted, not kept.</summary>
    public RowMarks(int? batchSize)
    {
        _fixed = batchSize is not null;
        GroupSize = batchSize ?? 1;
    }

    /// <summary>Candidates in each group but the last.</summary>
    public int GroupSize { get; private set; }

    /// <summary>Candidates.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the row of the next candidate.</summary>
    public void Add(long start, long end)
    {
        if (_room == 0)
        {
            Open(start);
        }

        _room--;
        Count++;
        if (_groups.Count <= MaxGroups)
        {
            _groups[^1] = (_groups[^1].Start, end);
        }
    }

    /// <summary>The batches of a size that is a multiple of <see cref="GroupSize"/>.</summary>
    public List<BatchRecord> Batches(int batchSize)
    {
        var groups = batchSize / GroupSize;
        var batches = new List<BatchRecord>();
        for (var first = 0; first < _groups.Count; first += groups)
        {
            var last = Math.Min(first + groups, _groups.Count) - 1;
            var firstRow = (long)first * GroupSize;
            var start = _groups[first].Start;
            batches.Add(new BatchRecord(
                batches.Count, 0, start, _groups[last].End - start, firstRow, (int)Math.Min(batchSize, Count - firstRow)));
        }

        return batches;
    }

    private void Open(long start)
    {
        if (_groups.Count == MaxGroups && !_fixed)
        {
            Merge();
        }

        if (_groups.Count <= MaxGroups)
        {
            _groups.Add((start, start));
        }

        _room = GroupSize;
    }

    private void Merge()
    {
        for (var pair = 0; pair < MaxGroups / 2; pair++)
        {
            _groups[pair] = (_groups[2 * pair].Start, _groups[(2 * pair) + 1].End);
        }

        _groups.RemoveRange(MaxGroups / 2, MaxGroups / 2);
        GroupSize *= 2;
    }
}
