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

    public IReadOnlyList<string> Names => [.. _names];

    public IReadOnlyList<string> Uncertain => [.. _uncertain.Where(_names.Contains)];

    /// <summary>Notes a name at its position in a row; the row before usually had the same there, and then nothing is to do.</summary>
    public void Note(int position, ReadOnlySpan<byte> name, string? escapedName, bool uncertain)
    {
        var remembered = position < _noted.Length && escapedName is null;
        if (remembered && _noted[position] is { } noted && name.SequenceEqual(noted) && (!uncertain || _notedUncertain[position]))
        {
            return;
        }

        if ((escapedName is null ? name.Length : Encoding.UTF8.GetByteCount(escapedName)) > MaxNameBytes)
        {
            return;
        }

        Add(escapedName ?? Encoding.UTF8.GetString(name), uncertain);
        if (remembered)
        {
            _noted[position] = name.ToArray();
            _notedUncertain[position] = uncertain;
        }
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
