namespace MaterialsSim.Screening.Results;

/// <summary>One line of a stream, without its newline. Valid until the reader moves on.</summary>
/// <param name="bytes">Content; of a line that is too long, its start.</param>
/// <param name="offset">Position of its first byte in the stream.</param>
/// <param name="isTerminated">Whether a newline ends it; false only for the last.</param>
/// <param name="isTooLong">Whether it exceeds the reader's limit.</param>
internal readonly ref struct Line(ReadOnlySpan<byte> bytes, long offset, bool isTerminated, bool isTooLong)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public long Offset { get; } = offset;

    public bool IsTerminated { get; } = isTerminated;

    public bool IsTooLong { get; } = isTooLong;

    /// <summary>Whether there is nothing in it but JSON whitespace.</summary>
    public bool IsBlank => Bytes.IndexOfAnyExcept(" \t\r"u8) < 0;
}
