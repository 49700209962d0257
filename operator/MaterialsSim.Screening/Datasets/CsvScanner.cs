using System.Numerics;
using System.Runtime.Intrinsics;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// Finds the bytes that structure a CSV: comma, quote, line feed, carriage return, and NUL, which is refused. Their low nibbles differ, so one
/// table look-up and one comparison classify 16 bytes (the idea of Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 28, 2019).
/// </summary>
internal static class CsvScanner
{
    /// <summary>Bytes scanned at a time; their positions stay in the processor's first caches.</summary>
    public const int Window = 16 << 10;

    private const int Block = 64;

    // Entry n is the structural byte with low nibble n; elsewhere a byte with another low nibble, which never compares equal.
    private static Vector128<byte> Table => Vector128.Create(0x00, 0, (byte)'"', 0, 0, 0, 0, 0, 0, 0, (byte)'\n', 0, (byte)',', (byte)'\r', 0, 0);

    /// <summary>Writes the positions, counted from <paramref name="origin"/>, and returns how many. Room for one per byte is needed.</summary>
    public static int Find(ReadOnlySpan<byte> bytes, int origin, Span<int> positions)
    {
        var count = 0;
        var at = 0;
        for (; at + Block <= bytes.Length; at += Block)
        {
            var block = bytes.Slice(at, Block);
            ulong mask = Classify(block)
                | ((ulong)Classify(block[16..]) << 16)
                | ((ulong)Classify(block[32..]) << 32)
                | ((ulong)Classify(block[48..]) << 48);
            for (; mask != 0; mask &= mask - 1)
            {
                positions[count++] = origin + at + BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; at < bytes.Length; at++)
        {
            if (bytes[at] is (byte)',' or (byte)'"' or (byte)'\n' or (byte)'\r' or 0)
            {
                positions[count++] = origin + at;
            }
        }

        return count;
    }

    private static uint Classify(ReadOnlySpan<byte> bytes)
    {
        var value = Vector128.Create(bytes);
        var structural = Vector128.Shuffle(Table, value & Vector128.Create((byte)0x0F));
        return Vector128.Equals(value, structural).ExtractMostSignificantBits();
    }
}
