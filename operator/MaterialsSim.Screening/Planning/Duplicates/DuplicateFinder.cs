namespace MaterialsSim.Screening.Planning.Duplicates;

/// <summary>
/// Finds the hashes that more than one id has, in bounded memory: a table while they fit, sorted runs on disk beyond. Which ids these are takes
/// a second look at the dataset, which only broken datasets need.
/// </summary>
internal sealed class DuplicateFinder(PlannerOptions options) : IDisposable
{
    /// <summary>Repeated hashes after which it is useless to go on. Chance alone gives less than one in a billion rows.</summary>
    private const int MaxRepeated = 1 << 16;

    // Adding a block at a time lets the processor wait for many slots at once.
    private readonly ulong[] _block = new ulong[256];
    private readonly HashTable _table = new(options.HashSlots);
    private readonly SortedRuns _runs = new(options.TemporaryFolder);
    private int _blockLength;

    /// <summary>The hash of ids.</summary>
    public IdHash Hash { get; } = new(options.HashBits);

    /// <summary>Hashes that came more than once.</summary>
    public HashSet<ulong> Repeated { get; } = [];

    /// <summary>True when so many repeat that the rest does not matter.</summary>
    public bool IsHopeless => Repeated.Count >= MaxRepeated;

    /// <summary>Adds an id.</summary>
    public void Add(ReadOnlySpan<byte> id)
    {
        _block[_blockLength++] = Hash.Of(id);
        if (_blockLength == _block.Length)
        {
            AddBlock();
        }
    }

    /// <summary>Ends the adding; <see cref="Repeated"/> is complete then.</summary>
    public void Complete(CancellationToken cancellationToken)
    {
        AddBlock();
        if (_runs.IsEmpty || IsHopeless)
        {
            return;
        }

        _runs.Write(_table.Sort());
        _table.Clear();
        _runs.FindRepeated(Note, cancellationToken);
    }

    public void Dispose()
    {
        _table.Dispose();
        _runs.Dispose();
    }

    private void AddBlock()
    {
        if (_table.IsFull)
        {
            _runs.Write(_table.Sort());
            _table.Clear();
        }

        foreach (var hash in _block.AsSpan(0, _blockLength))
        {
            if (!_table.Add(hash))
            {
                Note(hash);
            }
        }

        _blockLength = 0;
    }

    private bool Note(ulong hash)
    {
        Repeated.Add(hash);
        return !IsHopeless;
    }
}
