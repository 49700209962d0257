using System.Text;

namespace MaterialsSim.Screening.Results;

/// <summary>Notes which output properties occur as scalars, and which with an uncertainty: the columns of a report.</summary>
/// <remarks>
/// Only the 256 smallest names are kept. A name that is among the 256 smallest of all is among those of every part, so the parts
/// of a run may be counted and merged in any order.
/// </remarks>
internal sealed class PropertyCensus
{
    /// <summary>Most names kept.</summary>
    public const int MaxNames = 256;

    /// <summary>Longest name kept, in bytes: as long as a name in a ranking may be.</summary>
    public const int MaxNameBytes = 128;

    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _uncertain = new(StringComparer.Ordinal);
    private readonly byte[]?[] _noted = new byte[64][];
    private readonly bool[] _notedUncertain = new bool[64];
    private readonly List<(int Position, byte[] Name, bool Uncertain)> _row = [];

    public IReadOnlyList<string> Names => [.. _names];

    public IReadOnlyList<string> Uncertain => [.. _uncertain.Where(_names.Contains)];

    /// <summary>Forgets what was seen of a row that does not count, and begins the next.</summary>
    public void BeginRow() => _row.Clear();

    /// <summary>Sees a name at its position in the row; the row before usually had the same there, and then nothing is to do.</summary>
    public void See(int position, ReadOnlySpan<byte> name, bool uncertain)
    {
        if (name.Length <= MaxNameBytes
            && !(position < _noted.Length && _noted[position] is { } noted && name.SequenceEqual(noted) && (!uncertain || _notedUncertain[position])))
        {
            _row.Add((position, name.ToArray(), uncertain));
        }
    }

    /// <summary>Counts the row: a line proves to be a result only at its end.</summary>
    public void CountRow()
    {
        foreach (var (position, name, uncertain) in _row)
        {
            Add(Encoding.UTF8.GetString(name), uncertain);
            if (position < _noted.Length)
            {
                _noted[position] = name;
                _notedUncertain[position] = uncertain;
            }
        }

        _row.Clear();
    }

    public void Add(string name, bool uncertain)
    {
        Keep(_names, name);
        if (uncertain)
        {
            Keep(_uncertain, name);
        }
    }

    private static void Keep(SortedSet<string> names, string name)
    {
        names.Add(name);
        if (names.Count > MaxNames)
        {
            names.Remove(names.Max!);
        }
    }
}
