namespace MaterialsSim.Screening.Tests.Datasets;

/// <summary>Hands out its bytes in pieces, as a network does.</summary>
internal sealed class PieceStream(byte[] bytes, Func<int> nextPiece) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span[..Math.Min(buffer.Length, Math.Max(1, nextPiece()))]));

    /// <summary>Two pieces, cut at a position.</summary>
    public static PieceStream CutAt(byte[] bytes, int position)
    {
        var pieces = new Queue<int>([position, bytes.Length]);
        return new PieceStream(bytes, () => pieces.TryDequeue(out var piece) ? piece : bytes.Length);
    }
}
