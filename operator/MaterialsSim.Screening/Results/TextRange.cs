namespace MaterialsSim.Screening.Results;

/// <summary>A part of a line, in bytes.</summary>
internal readonly record struct TextRange(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}
