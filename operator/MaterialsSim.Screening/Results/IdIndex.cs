using System.Security.Cryptography;
using System.Buffers.Binary;

namespace MaterialsSim.Screening.Results;

/// <summary>
/// Where in the output each candidate of a batch has its line: 16 bytes a candidate. Ids are known by a keyed 64-bit hash; whoever finds a line
/// compares the ids themselves.
/// </summary>
internal sealed class IdIndex
{
    /// <summary>The candidate has no line.</summary>
    public const long None = -1;

    /// <summary>The candidate has lines that differ.</summary>
    public const long Several = -2;

    private readonly SipHash _hash;
    private readonly ulong[] _hashes;
    private readonly long[] _offsets;

    private IdIndex(SipHash hash, ulong[] hashes)
    {
        (_hash, _hashes, _offsets) = (hash, hashes, new long[hashes.Length]);
        Array.Fill(_offsets, None);
    }

    /// <summary>Indexes the ids of a batch's input; null when two of them have one hash, so that another key must be tried.</summary>
    public static IdIndex? TryCreate(Stream input, int maxLineBytes, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(16);
        var hash = new SipHash(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(8)));
        var hashes = new ulong[Count(input, maxLineBytes)];
        var lines = new LineReader(input, maxLineBytes);
        for (var i = 0; i < hashes.Length && lines.TryRead(out var line); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (KernelLine.Classify(line, out var id) != KernelLineKind.Candidate)
            {
                throw new InvalidDataException($"The batch's input is not what fetch wrote: no candidate at byte {line.Offset}.");
            }

            hashes[i] = hash.Of(id);
        }

        Array.Sort(hashes);
        for (var i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1])
            {
                return null;
            }
        }

        return new IdIndex(hash, hashes);
    }

    /// <summary>The place of an id, or a negative number when it is none of the batch's.</summary>
    public int Find(ReadOnlySpan<byte> id) => Array.BinarySearch(_hashes, _hash.Of(id));

    /// <summary>Where the line of a place lies, <see cref="None"/> or <see cref="Several"/>.</summary>
    public ref long Offset(int place) => ref _offsets[place];

    private static int Count(Stream input, int maxLineBytes)
    {
        var lines = new LineReader(input, maxLineBytes);
        var count = 0;
        while (lines.TryRead(out _))
        {
            count++;
        }

        return count;
    }
}
