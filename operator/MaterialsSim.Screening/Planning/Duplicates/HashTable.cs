using System.Numerics;
using System.Runtime.InteropServices;

namespace MaterialsSim.Screening.Planning.Duplicates;

/// <summary>
/// A set of 64-bit hashes by linear probing, 8 bytes a slot. It lies outside the garbage-collected heap, since outgrown tables would linger
/// there and double the peak.
/// </summary>
internal sealed unsafe class HashTable : IDisposable
{
    private const int FirstSlots = 1 << 12;

    private readonly int _maxSlots;
    private ulong* _slots;
    private int _slotCount;
    private int _count;

    /// <summary>A set that grows to <paramref name="maxSlots"/>, a power of two.</summary>
    public HashTable(int maxSlots)
    {
        _maxSlots = maxSlots;
        _slotCount = Math.Min(FirstSlots, maxSlots);
        _slots = Allocate(_slotCount);
    }

    /// <summary>True when no more hashes may be added.</summary>
    public bool IsFull => _slotCount == _maxSlots && _count >= Threshold;

    // 0.7: above, chains grow long.
    private int Threshold => (int)(_slotCount * 0.7);

    /// <summary>Adds a hash other than 0; false when it is there already.</summary>
    public bool Add(ulong hash)
    {
        if (_count >= Threshold && _slotCount < _maxSlots)
        {
            Grow();
        }

        return Insert(hash);
    }

    /// <summary>The hashes in ascending order. The set is unusable until <see cref="Clear"/>.</summary>
    public ReadOnlySpan<ulong> Sort()
    {
        var slots = new Span<ulong>(_slots, _slotCount);
        var used = 0;
        foreach (var hash in slots)
        {
            if (hash != 0)
            {
                slots[used++] = hash;
            }
        }

        slots[..used].Sort();
        return slots[..used];
    }

    /// <summary>Empties the set.</summary>
    public void Clear()
    {
        new Span<ulong>(_slots, _slotCount).Clear();
        _count = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(_slots);
        _slots = null;
        _slotCount = 0;
    }

    private bool Insert(ulong hash)
    {
        var mask = (uint)_slotCount - 1;

        // The upper bits choose the slot, so that a table under few hash bits still works.
        var at = (uint)((hash * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)_slotCount)));
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            if (_slots[at] == hash)
            {
                return false;
            }
        }

        _slots[at] = hash;
        _count++;
        return true;
    }

    private void Grow()
    {
        var old = _slots;
        var oldCount = _slotCount;
        _slots = Allocate(2 * oldCount);
        _slotCount = 2 * oldCount;
        _count = 0;
        for (var i = 0; i < oldCount; i++)
        {
            if (old[i] != 0)
            {
                Insert(old[i]);
            }
        }

        NativeMemory.Free(old);
    }

    private static ulong* Allocate(int slots) => (ulong*)NativeMemory.AllocZeroed((nuint)slots, sizeof(ulong));
}
