using System.Text;
using System.Text.Json;

namespace MaterialsSim.Screening.Results;

/// <summary>
/// Finds which of a few wanted names a JSON property has, without making a string. Rows of one kernel look alike, so the name that stood at a
/// position in the row before is tried first: one comparison a property, however many names are wanted.
/// </summary>
internal sealed class NameTable
{
    private const int RememberedPositions = 256;

    private readonly byte[][] _names;
    private readonly byte[]?[] _lastName = new byte[RememberedPositions][];
    private readonly int[] _lastSlot = new int[RememberedPositions];

    public NameTable(IReadOnlyList<string> names)
    {
        Names = names;
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The wanted names; the slot is the position here.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The slot of a name, or -1.</summary>
    public int IndexOf(string name) => Names.TakeWhile(other => other != name).Count() is var slot && slot < Names.Count ? slot : -1;

    /// <summary>The slot of the name that the reader stands on, or -1.</summary>
    /// <param name="reader">Stands on a property name.</param>
    /// <param name="position">The property's position in its object, from 0.</param>
    public int Find(ref Utf8JsonReader reader, int position) => reader.ValueIsEscaped ? FindEscaped(ref reader) : Find(reader.ValueSpan, position);

    /// <summary>The slot of an unescaped name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name, int position)
    {
        if (position >= RememberedPositions)
        {
            return Search(name);
        }

        if (_lastName[position] is { } last && name.SequenceEqual(last))
        {
            return _lastSlot[position];
        }

        var slot = Search(name);
        if (name.Length <= 128)
        {
            _lastName[position] = name.ToArray();
            _lastSlot[position] = slot;
        }

        return slot;
    }

    private int FindEscaped(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private int Search(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
