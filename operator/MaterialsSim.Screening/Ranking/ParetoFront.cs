using System.Numerics;
using MaterialsSim.Screening.Summaries;

namespace MaterialsSim.Screening.Ranking;

/// <summary>
/// The exact Pareto front of the points added so far, all coordinates higher-is-better. A point is dominated by another that is at least as good
/// in every coordinate and better in one; points with equal coordinates do not dominate each other and all stay. The front is a property of
/// the set of points, so the order of arrival does not matter.
/// </summary>
/// <remarks>
/// Coordinates are kept by dimension, so that a vector instruction compares several members at once. A member that dominates a newcomer
/// moves half way to the head: good members reject most of what comes (the self-organising list of R. Rivest, CACM 19, 63 (1976), in spirit).
/// </remarks>
internal sealed class ParetoFront
{
    private readonly double[][] _columns;
    private SummaryEntry[] _members = new SummaryEntry[16];
    private int _count;

    public ParetoFront(int dimensions)
    {
        _columns = new double[dimensions][];
        for (var d = 0; d < dimensions; d++)
        {
            _columns[d] = Padded(_members.Length);
        }
    }

    public ReadOnlySpan<SummaryEntry> Members => _members.AsSpan(0, _count);

    /// <summary>Whether a member dominates the point, so that it can never be on the front.</summary>
    public bool Dominates(ReadOnlySpan<double> point)
    {
        for (var block = 0; block < _count; block += Vector<double>.Count)
        {
            var candidates = AtLeast(block, point);
            for (var lane = 0; candidates != Vector<long>.Zero && lane < Vector<double>.Count; lane++)
            {
                if (candidates[lane] == 0)
                {
                    continue;
                }

                if (EqualsMember(block + lane, point))
                {
                    return false; // what dominated the point would dominate its equal, a member
                }

                Swap(block + lane, (block + lane) / 2);
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a point that no member dominates and drops the members that it dominates.</summary>
    public void Add(ReadOnlySpan<double> point, SummaryEntry entry)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (AtMost(i, point) && !EqualsMember(i, point))
            {
                Remove(i);
            }
        }

        if (_count == _members.Length)
        {
            Grow();
        }

        for (var d = 0; d < _columns.Length; d++)
        {
            _columns[d][_count] = point[d];
        }

        _members[_count++] = entry;
    }

    private Vector<long> AtLeast(int block, ReadOnlySpan<double> point)
    {
        var mask = Vector<long>.AllBitsSet;
        for (var d = 0; d < _columns.Length; d++)
        {
            mask &= Vector.GreaterThanOrEqual(new Vector<double>(_columns[d], block), new Vector<double>(point[d]));
            if (mask == Vector<long>.Zero)
            {
                break;
            }
        }

        return mask;
    }

    private bool AtMost(int member, ReadOnlySpan<double> point)
    {
        for (var d = 0; d < _columns.Length; d++)
        {
            if (_columns[d][member] > point[d])
            {
                return false;
            }
        }

        return true;
    }

    private bool EqualsMember(int member, ReadOnlySpan<double> point)
    {
        for (var d = 0; d < _columns.Length; d++)
        {
            if (_columns[d][member] != point[d])
            {
                return false;
            }
        }

        return true;
    }

    private void Remove(int member)
    {
        Swap(member, --_count);
        foreach (var column in _columns)
        {
            column[_count] = double.NegativeInfinity;
        }

        _members[_count] = null!;
    }

    private void Swap(int a, int b)
    {
        foreach (var column in _columns)
        {
            (column[a], column[b]) = (column[b], column[a]);
        }

        (_members[a], _members[b]) = (_members[b], _members[a]);
    }

    private void Grow()
    {
        var capacity = _members.Length * 2;
        Array.Resize(ref _members, capacity);
        for (var d = 0; d < _columns.Length; d++)
        {
            var grown = Padded(capacity);
            _columns[d].AsSpan(0, _count).CopyTo(grown);
            _columns[d] = grown;
        }
    }

    // Free places hold -infinity, which is at least as good as no finite coordinate; capacities are multiples of any vector's width.
    private static double[] Padded(int length)
    {
        var column = new double[length];
        Array.Fill(column, double.NegativeInfinity);
        return column;
    }
}
