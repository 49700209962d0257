using System.Numerics;
using System.Runtime.Intrinsics;

namespace MaterialsSim.Screening.Datasets;

/// <summary>
/// Finds the bytes that structure a CSV: comma, quote, line feed, carriage return, and NUL, which is refused. It looks at 64
/// bytes at a time and turns them into a bit mask, after Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 28, 2019.
/// </summary>
internal static class CsvScanner
{
    /// <summary>Bytes scanned at a time; their positions stay in the processor's first caches.</summary>
    public const int Window = 16 << 10;

    private const int Block = 64;

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

    // Plain comparisons, which every processor and compiler does well; a table look-up by Vector128.Shuffle is slow in Native AOT.
    private static uint Classify(ReadOnlySpan<byte> bytes)
    {
        var value = Vector128.Create(bytes);
        var structural = Vector128.Equals(value, Vector128.Create((byte)','))
            | Vector128.Equals(value, Vector128.Create((byte)'"'))
            | Vector128.Equals(value, Vector128.Create((byte)'\n'))
            | Vector128.Equals(value, Vector128.Create((byte)'\r'))
            | Vector128.Equals(value, Vector128<byte>.Zero);
        return structural.ExtractMostSignificantBits();
    }
}
