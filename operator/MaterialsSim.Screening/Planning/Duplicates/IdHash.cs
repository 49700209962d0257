using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MaterialsSim.Screening.Planning.Duplicates;

/// <summary>
/// A 64-bit hash of ids under a random key, so that nobody can prepare a dataset whose ids collide. It folds 128-bit products, as wyhash does
/// (W. Yi, github.com/wangyi-fudan/wyhash). A collision costs a second look, never a wrong answer.
/// </summary>
internal sealed class IdHash
{
    private readonly ulong _startKey;
    private readonly ulong _blockKey;
    private readonly ulong _endKey;
    private readonly ulong _mask;

    public IdHash(int bits = 64)
    {
        Span<byte> keys = stackalloc byte[24];
        RandomNumberGenerator.Fill(keys);
        _startKey = BinaryPrimitives.ReadUInt64LittleEndian(keys);
        _blockKey = BinaryPrimitives.ReadUInt64LittleEndian(keys[8..]);
        _endKey = BinaryPrimitives.ReadUInt64LittleEndian(keys[16..]);
        _mask = ulong.MaxValue >> (64 - bits);
    }

    /// <summary>The hash; never 0, which marks free slots.</summary>
    public ulong Of(ReadOnlySpan<byte> id)
    {
        var length = (ulong)id.Length;
        var state = _startKey;
        for (; id.Length > 16; id = id[16..])
        {
            state = Fold(Read(id) ^ _blockKey, Read(id[8..]) ^ state);
        }

        // The rest, at most 16 bytes, as two words that may overlap.
        var (first, last) = id.Length >= 8 ? (Read(id), Read(id[^8..])) : (ReadShort(id), 0UL);
        var hash = Fold(Fold(first ^ _blockKey, last ^ state) ^ length, _endKey) & _mask;
        return hash == 0 ? 1 : hash;
    }

    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong ReadShort(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 4)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) << 32);
        }

        var word = 0UL;
        foreach (var value in bytes)
        {
            word = (word << 8) | value;
        }

        return word;
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
